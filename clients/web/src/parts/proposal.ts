// What came of a proposal, in plain words. Puts the server's counts into sentences; decides nothing. Pure.
import type { ProposalThing } from '../protocol.gen.ts';
import type { FloorWords } from '../words/nl/floor.ts';

export function outcomeOf(proposal: ProposalThing, say: FloorWords['proposal']): string[] {
  if (!proposal.is_open) return [];
  const { agree = 0, live_with = 0, object = 0 } = proposal;
  const { answered, people } = proposal;
  const ends = object > 0 ? say.objections(object)
    : answered < people ? say.notAll(answered, people) : say.noObjections;
  return [say.counts(agree, live_with), ends];
}
