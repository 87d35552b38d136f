// What came of a proposal, in plain words. Puts the server's counts into sentences; decides nothing. Pure.
import type { ProposalThing } from '../protocol.gen.ts';
import type { FloorWords } from '../words/nl/floor.ts';

export function outcomeOf(proposal: ProposalThing, say: FloorWords['proposal']): string[] {
  if (!proposal.is_open) return [];
  const { agree = 0, live_with = 0, object = 0 } = proposal;
  const ends = proposal.goes_through ? say.noObjections
    : object > 0 ? say.objections(object) : say.notAll(proposal.answered, proposal.people);
  return [say.counts(agree, live_with), ends];
}
