// What the thumb zone says while the floor goes round: of the own turn, of who is to come, and of who is asked once
// more; and while the talk is at tables to who sits at none. Saying no is as easy as speaking. Loaded after the first
// view; reads only what the server says. Pure.
import type { FloorThing, Own, PhaseThing } from '../../protocol.gen.ts';
import type { FloorWords } from '../../words/nl/floor.ts';
import type { FloorState } from './floor_state.ts';

// `title` of the own turn and `pass` only where they differ from those of any other turn.
export interface RoundHere {
  title?: string;
  lead: string;
  pass?: string;
}

// The talk is at tables, and this person can still sit down at one; nobody chooses a pair or a four.
export function lacksTable(own: Own | null, phase: PhaseThing | null): boolean {
  const grouping = phase?.tables?.grouping;
  if (grouping === 'pairs' || grouping === 'fours') return false;
  return phase?.target === 'table' && own !== null && own.floor === undefined && own.can.includes('change_side');
}

export function hereNow(floor: FloorThing | null, own: Own | null, phase: PhaseThing | null, standing: FloorState,
                        say: FloorWords): RoundHere | undefined {
  if (standing === 'shut' && lacksTable(own, phase)) return { title: say.tables.choose, lead: say.tables.chooseThen };
  return roundHere(floor, own, phase, standing, say.round);
}

export function roundHere(floor: FloorThing | null, own: Own | null, phase: PhaseThing | null, standing: FloorState,
                          say: FloorWords['round']): RoundHere | undefined {
  const round = floor?.round;
  if (!round || !own) return undefined;
  const isCheck = phase?.round === 'check';
  if (standing === 'speaking') {
    if (!floor.speaker?.is_in_round) return undefined;
    if (own.role === 'table_host') return { lead: say.sumUp };
    if (round.is_second) return { title: say.again, lead: say.againLead, pass: say.noThanks };
    return { lead: isCheck ? say.yoursCheck : say.yours };
  }
  if (standing === 'next') return own.asked_again ? { title: say.againSoon, lead: say.againLead } : undefined;
  if (standing === 'round') {
    if (own.asked_again) return { title: say.againLater, lead: say.againLaterLead };
    return { title: say.toCome(round.to_come.indexOf(own.seat)), lead: isCheck ? say.check : say.lead };
  }
  if (standing !== 'round_done') return undefined;
  return { title: say.done, lead: round.is_second ? say.second : isCheck ? say.check : say.lead };
}
