// What the thumb zone says while the floor goes round: of the own turn, of who is to come, and of who is asked once
// more; while the talk is at tables to who sits at none; and in talks of a form of their own. Saying no is as easy as
// speaking. Loaded after the first view; reads only what the server says. Pure.
import type { Command, FloorThing, Own, PhaseThing, ProposalThing } from '../../protocol.gen.ts';
import type { FloorWords } from '../../words/nl/floor.ts';
import type { FloorState } from './floor_state.ts';

// `title` of the own turn and `pass` only where they differ from those of any other turn.
export interface RoundHere {
  title?: string;
  lead: string;
  pass?: string;
  acts?: { label: string; body?: Command; goTo?: string }[];   // the first is the main one; goTo: an id on the page
}

// The talk is at tables, and this person can still sit down at one; nobody chooses a pair or a four.
export function lacksTable(own: Own | null, phase: PhaseThing | null): boolean {
  const grouping = phase?.tables?.grouping;
  if (grouping === 'pairs' || grouping === 'fours') return false;
  return phase?.target === 'table' && own !== null && own.floor === undefined && own.can.includes('change_side');
}

export function hereNow(floor: FloorThing | null, own: Own | null, phase: PhaseThing | null, standing: FloorState,
                        say: FloorWords, nameOf: (seat: string) => string = () => '',
                        proposal: ProposalThing | null = null): RoundHere | undefined {
  const here = saidBack(floor, own, standing, say.back, nameOf) ?? toAnswer(own, standing, proposal, say.proposal);
  if (here) return here;
  if ((standing === 'shut' || standing === 'resting') && phase?.floor === 'free' && own && own.floor !== undefined) {
    return freeHere(floor, own, phase, say.free);
  }
  if (standing === 'shut' && lacksTable(own, phase)) return { title: say.tables.choose, lead: say.tables.chooseThen };
  return roundHere(floor, own, phase, standing, say.round);
}

// A proposal waits for the own answer: that comes before a hand.
function toAnswer(own: Own | null, standing: FloorState, proposal: ProposalThing | null,
                  say: FloorWords['proposal']): RoundHere | undefined {
  const isAsked = proposal && !proposal.is_open && own?.is_asked === true && own.answer === undefined;
  if (!isAsked || !own.can.includes('answer_consent')) return undefined;
  if (standing !== 'free' && standing !== 'shut' && standing !== 'round_done') return undefined;
  return { title: say.next, lead: say.nextLead, acts: [{ label: say.nextGo, goTo: 'proposal-title' }] };
}

// Who speaks says back what was heard, and who is heard says whether it is right.
function saidBack(floor: FloorThing | null, own: Own | null, standing: FloorState, say: FloorWords['back'],
                  nameOf: (seat: string) => string): RoundHere | undefined {
  const speaker = floor?.speaker;
  if (!own || !speaker?.says_back_to || standing === 'over' || standing === 'paused') return undefined;
  const name = nameOf(speaker.says_back_to);
  if (speaker.seat === own.seat) {
    return { title: say.first(name), lead: speaker.not_quite ? say.notQuiteYet(name) : say.thenYours };
  }
  if (speaker.says_back_to !== own.seat || !own.can.includes('confirm_heard')) return undefined;
  const turn = speaker.turn;
  return {
    title: say.saysBack(nameOf(speaker.seat)), lead: say.isRight,
    acts: [
      { label: say.yes, body: { type: 'confirm_heard', turn, is_right: true } },
      { label: say.notQuite, body: { type: 'confirm_heard', turn, is_right: false } },
    ],
  };
}

// Nobody raises a hand: who wants to speak begins, in a circle from a chair.
function freeHere(floor: FloorThing | null, own: Own, phase: PhaseThing,
                  say: FloorWords['free']): RoundHere | undefined {
  const after = floor?.speaker?.turn;
  const begin = { label: say.begin,
    body: { type: 'begin_talking', ...(after === undefined ? {} : { after }) } as const };
  // Who only looks on is not asked to speak.
  if (own.role === 'observer') return undefined;
  if (phase.chairs === undefined) {
    return { title: say.title, lead: say.lead, acts: own.can.includes('begin_talking') ? [begin] : [] };
  }
  if (floor?.circle?.includes(own.seat)) {
    const getUp = { label: say.getUp, body: { type: 'leave_chair' } as const };
    return { title: say.youSit, lead: say.youSitLead, acts: [begin, getUp] };
  }
  return { title: say.outside, lead: say.outsideLead,
    acts: own.can.includes('take_chair') ? [{ label: say.sitDown, body: { type: 'take_chair' } }] : [] };
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
