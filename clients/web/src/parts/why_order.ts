// Why somebody stands where, or got the floor, in words that everybody may read. Puts the server's reasons into
// sentences; decides nothing. Pure.
import type { FloorThing, Hand, PhaseThing, RequestKind, TurnThing } from '../protocol.gen.ts';
import type { FloorWords } from '../words/nl/floor.ts';

type Reason = Pick<Hand, 'why' | 'moved'>;

// "verplaatst door de leiding (moet zo weg)"
export function reasonOf({ why, moved }: Reason, say: FloorWords): string {
  return why === 'moved' && moved ? `${say.why.moved} (${say.moved[moved]})` : say.why[why];
}

// Why one's own hand stands where it stands; who was called in vain has other words for that, see FloorZone.
export function whyYours({ why, moved }: Reason, say: FloorWords): string {
  if (why === 'called') return '';
  return why === 'moved' && moved ? `${say.whyYou.moved} ${say.movedYou[moved]}` : say.whyYou[why];
}

// Of words that go on inside a sentence, as they stand alone on a button.
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// What a hand is for, in a word; a contribution needs none.
export function kindOf(kind: RequestKind | undefined, say: FloorWords): string {
  return kind === undefined || kind === 'contribution' ? '' : say.kinds[kind];
}

type Given = Pick<TurnThing, 'why' | 'moved' | 'place' | 'asked_as' | 'is_chosen' | 'interrupts' | 'given_as'>;

// Why the floor was given, one sentence after the other. A turn in a round has no hand that led to it.
export function whyTurn(turn: Given, isInRound: boolean, say: FloorWords, ordinal: (n: number) => string): string[] {
  const sentences: string[] = [];
  if (turn.interrupts !== undefined) sentences.push(say.interrupts);
  else if (turn.is_chosen) sentences.push(say.chosen);
  if (turn.why !== undefined && turn.place !== undefined) {
    sentences.push(say.inRow(ordinal(turn.place), reasonOf({ ...turn, why: turn.why }, say)));
  } else if (sentences.length === 0 && isInRound) sentences.push(say.inRound);
  const given = turn.given_as === undefined ? '' : say.given[turn.given_as];
  if (given !== '' && !sentences.includes(given)) sentences.push(given);
  const kind = kindOf(turn.asked_as, say);
  if (kind !== '') sentences.push(say.askedAs(kind));
  return sentences;
}

// The rules of what goes on now: the order of the hands, or where no hand leads to the floor how people get it.
export function rulesNow(phase: PhaseThing | null, floor: FloorThing | null, say: FloorWords): string[] {
  const form = formNow(phase, floor);
  if (form !== 'queue') return [...say.rulesHere[form]];
  const order = phase?.order ?? 'fair';
  // Where who leads chooses, and nobody leads, turns go by arrival.
  const rules: string[] = [...say.rules[order === 'facilitator' && floor?.runs_itself ? 'arrival' : order]];
  if (phase?.proposal !== undefined) rules.unshift(say.rulesToo.objects);
  if (phase?.voice !== undefined && order === 'fair') rules.push(say.rulesToo.voice);
  if (phase?.says_back) rules.push(say.rulesToo.saysBack);
  if (phase?.only_hands) rules.push(say.rulesToo.onlyHands);
  return rules;
}

function formNow(phase: PhaseThing | null, floor: FloorThing | null): keyof FloorWords['rulesHere'] | 'queue' {
  if (floor?.round) return phase?.round === 'check' ? 'check' : 'round';
  if (phase?.floor === 'free') return phase.chairs === undefined ? 'free' : 'circle';
  if (floor?.queue_is_open) return 'queue';
  if (phase?.floor === 'round') return phase.round === 'check' ? 'check' : 'round';
  return phase?.floor === 'closed' ? 'closed' : 'queue';
}
