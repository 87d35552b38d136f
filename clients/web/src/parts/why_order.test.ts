// What people read of the order: every reason that the server can give has its words, in all three languages.
import { describe, expect, it } from 'vitest';
import {
  moveReasonNames, placeReasonNames, requestKindNames, type FloorThing, type PhaseThing, type TurnThing,
} from '../protocol.gen.ts';
import { words as en } from '../words/en/floor.ts';
import { words as fy } from '../words/fy/floor.ts';
import { words as nl } from '../words/nl/floor.ts';
import { kindOf, reasonOf, rulesNow, whyTurn } from './why_order.ts';

const ordinal = (n: number): string => `${n}e`;
const why = (turn: Partial<TurnThing>, isInRound = false): string =>
  whyTurn({ is_chosen: false, ...turn }, isInRound, nl, ordinal).join(' ');

describe('why somebody got the floor', () => {
  it('the place and its reason', () => {
    expect(why({ place: 1, why: 'not_heard' })).toBe('Stond als 1e in de rij: was nog niet aan het woord geweest.');
  });

  it('who was moved: the reason of who leads', () => {
    expect(why({ place: 2, why: 'moved', moved: 'has_to_go' }))
      .toBe('Stond als 2e in de rij: verplaatst door de leiding (moet zo weg).');
  });

  it('a reason for a move that no longer holds is not told', () => {
    expect(why({ place: 2, why: 'not_heard', moved: 'has_to_go' })).not.toContain('moet zo weg');
  });

  it('chosen against the order, with the place where the hand stood', () => {
    expect(why({ is_chosen: true })).toBe('Gekozen door de leiding.');
    expect(why({ is_chosen: true, place: 3, why: 'arrival' }))
      .toBe('Gekozen door de leiding. Stond als 3e in de rij: op volgorde van de handen.');
  });

  it('a short question says so, and not that it was chosen', () => {
    expect(why({ is_chosen: true, interrupts: 't1', place: 1, why: 'not_heard', asked_as: 'question' })).toBe(
      'Korte vraag tussendoor. Stond als 1e in de rij: was nog niet aan het woord geweest. Hand voor: vraag.');
  });

  it('in a round it was everybody’s turn; a turn of which nothing is known says nothing', () => {
    expect(why({}, true)).toBe(nl.inRound);
    expect(why({ is_chosen: true }, true)).toBe(nl.chosen);
    expect(why({})).toBe('');
  });

  it('a contribution needs no word', () => {
    expect(kindOf('contribution', nl)).toBe('');
    expect(kindOf(undefined, nl)).toBe('');
  });

  it.each([['nl', nl], ['en', en], ['fy', fy]])('every reason and kind has its own words: %s', (_, say) => {
    const reasons = [...placeReasonNames.filter((one) => one !== 'moved').map((one) => reasonOf({ why: one }, say)),
      ...moveReasonNames.map((moved) => reasonOf({ why: 'moved', moved }, say))];
    const kinds = requestKindNames.filter((one) => one !== 'contribution').map((kind) => kindOf(kind, say));
    for (const told of [reasons, kinds]) {
      expect(told.every((one) => one.length > 3)).toBe(true);
      expect(new Set(told).size).toBe(told.length);
    }
  });
});

describe('a turn to which no hand led', () => {
  it('says how the floor came, and nothing twice', () => {
    expect(why({ given_as: 'began_self' })).toBe(nl.given.began_self);
    expect(why({ given_as: 'no_hand', is_chosen: true })).toBe(nl.chosen);
    expect(why({ given_as: 'in_round' }, true)).toBe(nl.inRound);
    expect(why({ place: 1, why: 'voice', given_as: 'to_voice' })).toContain(nl.given.to_voice);
  });
});

describe('the rules of what goes on', () => {
  const rules = (phase: Partial<PhaseThing>, floor: Partial<FloorThing> = { queue_is_open: true }): string[] =>
    rulesNow({ floor: 'open', order: 'fair', ...phase } as PhaseThing, floor as FloorThing, nl);
  it.each<[string, Partial<PhaseThing>, Partial<FloorThing>, readonly string[]]>([
    ['a fair queue', {}, { queue_is_open: true }, nl.rules.fair],
    ['a parliament', { order: 'alternating' }, { queue_is_open: true }, nl.rules.alternating],
    ['the leader chooses', { order: 'facilitator' }, { queue_is_open: true }, nl.rules.facilitator],
    ['nobody leads', { order: 'facilitator' }, { queue_is_open: true, runs_itself: true }, nl.rules.arrival],
    ['a free talk', { floor: 'free' }, {}, nl.rulesHere.free],
    ['a circle', { floor: 'free', chairs: 4 }, {}, nl.rulesHere.circle],
    ['a round', { round: 'talking' }, { queue_is_open: true, round: {} as FloorThing['round'] }, nl.rulesHere.round],
    ['a check-in', { floor: 'round', round: 'check' }, {}, nl.rulesHere.check],
    ['only the staff talk', { floor: 'closed' }, {}, nl.rulesHere.closed],
  ])('%s', (_, phase, floor, expected) => expect(rules(phase, floor)).toEqual(expected));

  it('who objects comes first, and who has the seat of the future only in a fair order', () => {
    expect(rules({ proposal: '' })[0]).toBe(nl.rulesToo.objects);
    expect(rules({ voice: 'x' })).toContain(nl.rulesToo.voice);
    expect(rules({ voice: 'x', order: 'arrival' })).not.toContain(nl.rulesToo.voice);
    expect(rules({ says_back: true, only_hands: true }).slice(-2))
      .toEqual([nl.rulesToo.saysBack, nl.rulesToo.onlyHands]);
  });
});
