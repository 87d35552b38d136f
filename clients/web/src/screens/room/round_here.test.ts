// What the phone says while the floor goes round: nobody reads that somebody else said no, and saying no stays easy.
import { describe, expect, it } from 'vitest';
import type { FloorThing, Own, PhaseThing } from '../../protocol.gen.ts';
import { words } from '../../words/nl/floor.ts';
import type { FloorState } from './floor_state.ts';
import { roundHere } from './round_here.ts';

const say = words.round;
const own = (more: Partial<Own> = {}): Own => ({
  seat: 'me', role: 'participant', is_next: false, is_speaking: false, spoken_seconds: 0,
  asked_to_sit_with: [], can: [], ...more,
});
const floor = (more: object = {}, isInRound = true): FloorThing => ({
  round: { to_come: [], done: 3, total: 5, is_second: false, again: 0, ...more }, speaker: { is_in_round: isInRound },
}) as unknown as FloorThing;
const talking = { round: 'talking' } as PhaseThing;
const check = { round: 'check' } as PhaseThing;

describe('a round on the phone', () => {
  it.each<[string, FloorState, FloorThing, Own, PhaseThing, object | undefined]>([
    ['who is to come', 'round', floor({ to_come: ['bo', 'me'] }), own(), talking,
      { title: 'Nog 1 voor jou.', lead: say.lead }],
    ['a check-in', 'round', floor({ to_come: ['me'] }), own(), check, { title: 'Jij bent zo.', lead: say.check }],
    ['the own turn', 'speaking', floor(), own(), talking, { lead: say.yours }],
    ['the own turn in a check-in', 'speaking', floor(), own(), check, { lead: say.yoursCheck }],
    ['who passed', 'round', floor({ to_come: ['bo'] }), own({ asked_again: true }), talking,
      { title: say.againLater, lead: say.againLaterLead }],
    ['asked once more soon', 'next', floor({ is_second: true }), own({ asked_again: true }), talking,
      { title: say.againSoon, lead: say.againLead }],
    ['asked once more', 'speaking', floor({ is_second: true }), own(), talking,
      { title: say.again, lead: say.againLead, pass: say.noThanks }],
    ['who sums up', 'speaking', floor({ is_second: true }), own({ role: 'table_host' }), talking, { lead: say.sumUp }],
    ['who had a turn', 'round_done', floor(), own(), talking, { title: say.done, lead: say.lead }],
    ['who had a turn, later', 'round_done', floor({ is_second: true, again: 2 }), own(), talking,
      { title: say.done, lead: say.second }],
    ['next in the ordinary way', 'next', floor(), own(), talking, undefined],
    ['a short question during the round', 'speaking', floor({}, false), own(), talking, undefined],
    ['no round', 'free', { queue: [] } as unknown as FloorThing, own(), talking, undefined],
    ['a break', 'paused', floor(), own(), talking, undefined],
  ])('%s', (_, standing, now, mine, phase, said) => expect(roundHere(now, mine, phase, standing, say)).toEqual(said));
});
