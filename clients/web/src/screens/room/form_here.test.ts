// What the thumb zone says and offers in talks of a form of their own, and what came of a proposal in plain words.
import { describe, expect, it } from 'vitest';
import { chairsOf } from '../../parts/circle.ts';
import { outcomeOf } from '../../parts/proposal.ts';
import type { FloorThing, Own, PhaseThing, ProposalThing, SeatThing } from '../../protocol.gen.ts';
import { words } from '../../words/nl/floor.ts';
import { hereNow } from './round_here.ts';

const own = (can: string[] = [], more: Partial<Own> = {}): Own => ({
  seat: 'me', role: 'participant', is_next: false, is_speaking: false, spoken_seconds: 0,
  asked_to_sit_with: [], can, floor: 'floor', ...more,
});
const floor = (more: object = {}): FloorThing => ({ queue: [], ...more }) as unknown as FloorThing;
const free = { floor: 'free' } as PhaseThing;
const circle = { floor: 'free', chairs: 5 } as PhaseThing;
const names = (seat: string): string => ({ bo: 'Bo', me: 'Mo' })[seat] ?? '?';

describe('a free talk on the phone', () => {
  it('lets who wants to speak begin, after the turn that was seen', () => {
    const here = hereNow(floor({ speaker: { seat: 'bo', turn: 't1' } }), own(['begin_talking']), free, 'shut', words);
    expect(here?.acts).toEqual([{ label: words.free.begin, body: { type: 'begin_talking', after: 't1' } }]);
    expect(hereNow(floor(), own(['begin_talking']), free, 'shut', words)?.acts?.[0]?.body)
      .toEqual({ type: 'begin_talking' });
    expect(hereNow(floor(), own([], { role: 'observer' }), free, 'shut', words)).toBeUndefined();
  });
  it('offers a chair to who sits outside, and talking or getting up to who sits in the circle', () => {
    const outside = hereNow(floor({ circle: ['bo'] }), own(['take_chair']), circle, 'shut', words);
    expect(outside?.acts?.map((act) => act.body?.type)).toEqual(['take_chair']);
    const sits = floor({ circle: ['bo', 'me'] });
    const inside = hereNow(sits, own(['begin_talking', 'leave_chair']), circle, 'shut', words);
    expect(inside?.acts?.map((act) => act.body?.type)).toEqual(['begin_talking', 'leave_chair']);
  });
});

describe('saying back on the phone', () => {
  const back = floor({ speaker: { seat: 'me', turn: 't1', says_back_to: 'bo' } });
  const heard = floor({ speaker: { seat: 'bo', turn: 't1', says_back_to: 'me' } });
  const talk = { floor: 'open' } as PhaseThing;
  it('tells the speaker what comes first, and that it was not quite right', () => {
    expect(hereNow(back, own(), talk, 'speaking', words, names)?.title).toBe(words.back.first('Bo'));
    const again = floor({ speaker: { ...back.speaker, not_quite: 1 } });
    expect(hereNow(again, own(), talk, 'speaking', words, names)?.lead).toBe(words.back.notQuiteYet('Bo'));
  });
  it('asks the person who was heard, also while the own hand is up', () => {
    const here = hereNow(heard, own(['confirm_heard']), talk, 'waiting', words, names);
    expect(here?.acts?.map((act) => act.label)).toEqual([words.back.yes, words.back.notQuite]);
    expect(hereNow(heard, own(), talk, 'waiting', words, names)).toBeUndefined();
  });
});

describe('a proposal that waits for an answer', () => {
  const proposal = { id: '1', is_open: false } as ProposalThing;
  const asked = own(['answer_consent', 'request_floor'], { is_asked: true });
  const talk = { floor: 'open' } as PhaseThing;
  const here = (mine: Own, one = proposal, standing: 'free' | 'speaking' | 'waiting' = 'free') =>
    hereNow(floor(), mine, talk, standing, words, names, one);
  it('is the one next step, and the button leads there', () => {
    expect(here(asked)?.acts).toEqual([{ label: words.proposal.nextGo, goTo: 'proposal-title' }]);
  });
  it('is no step any more once answered or open, and never takes the own hand or turn away', () => {
    expect(here({ ...asked, answer: 'agree' })).toBeUndefined();
    expect(here(asked, { ...proposal, is_open: true })).toBeUndefined();
    expect(here(own(['request_floor']))).toBeUndefined();
    expect(here(asked, proposal, 'speaking')).toBeUndefined();
    expect(here(asked, proposal, 'waiting')).toBeUndefined();
  });
});

describe('what came of a proposal', () => {
  const open = (object: number): ProposalThing => ({
    type: 'proposal', id: '1', phase: 'p', text: 'x', people: 4, answered: 4, is_open: true, agree: 2, live_with: 1,
    object, objections: [], goes_through: object === 0,
  });
  it('says it in plain words, and nothing before the answers are open', () => {
    expect(outcomeOf(open(0), words.proposal)).toContain(words.proposal.noObjections);
    expect(outcomeOf(open(2), words.proposal)).toContain(words.proposal.objections(2));
    expect(outcomeOf({ ...open(2), is_open: false }, words.proposal)).toEqual([]);
  });
  it('goes ahead only when everybody answered', () => {
    // Who came in afterwards changes nothing of what was said.
    expect(outcomeOf({ ...open(0), people: 5 }, words.proposal)).toContain(words.proposal.noObjections);
    expect(outcomeOf({ ...open(0), answered: 3, goes_through: false }, words.proposal)).toEqual([
      words.proposal.counts(2, 1), '3 van 4 gaven antwoord. Van hen heeft niemand bezwaar.']);
    expect(outcomeOf({ ...open(0), agree: 0, live_with: 0, answered: 0, goes_through: false }, words.proposal)[1])
      .toBe('Nog niemand gaf antwoord.');
    expect(outcomeOf({ ...open(1), answered: 1 }, words.proposal)).toContain(words.proposal.objections(1));
  });
});

describe('the chairs of a circle', () => {
  const seat = (side: string): SeatThing => ({ side }) as SeatThing;
  it.each<[string[], number, boolean]>([
    [[], 4, true], [['hall', 'hall'], 2, true], [['hall', 'online'], 3, false],
    [['hall', 'hall', 'hall', 'hall'], 0, true],
  ])('with %s of five', (sides, free, isKeptForOnline) =>
    expect(chairsOf(5, sides.map(seat))).toEqual({ free, isKeptForOnline }));
});
