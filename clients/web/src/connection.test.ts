// The line under trouble: lost, resumed, repeated ids, refusals, close codes; on a fake socket and clock.

import { describe, expect, it } from 'vitest';
import type { Answer } from './asks.ts';
import { Connection, type Line } from './connection.ts';
import type { OwnCards, Thing, Update } from './protocol.gen.ts';
import { memoryShelf, type Shelf } from './shelf.ts';
import { FakeWorld } from './testing.ts';

const snapshot = (n: number, epoch = 'e1', more: object = {}): object => ({
  type: 'snapshot', epoch, n, view: 'participant', now: 5_000, page: 1, is_last: true, things: [], ...more,
});
const lobby = { type: 'lobby', code: 'abcd2345', library: 'L', place: 'P', question: 'Q', joins_are_frozen: false,
                is_full: false, house_rules: 1, now: 5_000 };
const update = (n: number, cause?: string): object => ({
  type: 'update', n, ...(cause ? { cause } : {}), changed: [], removed: [],
});

function evening(shelf: Shelf = memoryShelf(), token: string | null = 'token') {
  const world = new FakeWorld();
  const seen = { lines: [] as Line[], wholes: [] as Thing[][], updates: [] as Update[], answers: [] as Answer[],
                 ownCards: [] as OwnCards[], screens: [] as string[], late: false, waiting: 0 };
  const line = new Connection({ code: 'abcd2345', view: 'participant', token, door: 'phone' }, world, shelf, {
    line: (one) => seen.lines.push(one),
    lobby: () => {},
    screenKnown: (token) => seen.screens.push(token),
    whole: (things) => seen.wholes.push(things),
    update: (one) => seen.updates.push(one),
    own: () => {},
    ownCards: (cards) => seen.ownCards.push(cards),
    presence: () => {},
    typing: () => {},
    earlierTurns: () => {},
    waiting: (waiting) => {
      seen.waiting = waiting.length;
      seen.late = waiting.some((one) => one.is_late);
    },
    answer: (answer) => seen.answers.push(answer),
  });
  line.start();
  const state = (): string => seen.lines[seen.lines.length - 1]?.state ?? 'opening';
  return { world, seen, line, shelf, state };
}

function live(evening_: ReturnType<typeof evening>, n = 7): void {
  evening_.world.line.onopen?.();
  evening_.world.line.says(snapshot(n));
}

describe('coming in', () => {
  it('says hello first, without a position, and is live after a snapshot', () => {
    const one = evening();
    live(one);
    expect(one.world.line.sent[0]).toEqual({ type: 'hello', protocol: 1, view: 'participant', token: 'token' });
    expect(one.state()).toBe('live');
  });

  it('comes back with what a hall screen was given', () => {
    const one = evening(memoryShelf(), null);
    live(one);
    expect(one.world.line.sent[0]).not.toHaveProperty('token');
    one.world.line.says({ type: 'screen_known', token: 'known' });
    expect(one.seen.screens).toEqual(['known']);
    one.world.line.drops(1006);
    one.world.passes(2_000);
    one.world.line.onopen?.();
    expect(one.world.line.sent[0]).toMatchObject({ token: 'known', epoch: 'e1', n: 7 });
  });

  it('applies the pages of a snapshot together', () => {
    const one = evening();
    one.world.line.onopen?.();
    one.world.line.says(snapshot(3, 'e1', { is_last: false }));
    expect(one.seen.wholes).toHaveLength(0);
    one.world.line.says(snapshot(3, 'e1', { page: 2 }));
    expect(one.seen.wholes).toHaveLength(1);
  });

  it('sends a join at the door, and other commands only when seated', async () => {
    const one = evening(memoryShelf(), null);
    one.world.line.onopen?.();
    one.world.line.says(lobby);
    void one.line.ask({ type: 'request_floor' });
    const joined = one.line.ask({ type: 'join', name: 'Bob', side: 'hall', accepts: 1 });
    expect(one.world.line.commands().map((ask) => ask.body.type)).toEqual(['join']);
    const id = one.world.line.commands()[0]?.id ?? '';
    expect(id).toMatch(/^[A-Za-z0-9_-]{16,36}$/);
    one.world.line.says({ type: 'seated', id, seat: 's1', token: 'fresh' });
    expect(await joined).toEqual({ outcome: 'seated', id, seat: 's1', token: 'fresh' });
    one.world.line.says(snapshot(1));
    expect(one.world.line.commands().map((ask) => ask.body.type)).toEqual(['join', 'request_floor']);
    one.world.line.drops(1006);
    one.world.passes(2_000);
    one.world.line.onopen?.();
    expect(one.world.line.sent[0]).toMatchObject({ token: 'fresh', epoch: 'e1', n: 1 });
  });
});

describe('answers', () => {
  it.each([
    ['an update with the id', (id: string) => update(8, id), 'done'],
    ['done', (id: string) => ({ type: 'done', id }), 'done'],
    ['refused', (id: string) => ({ type: 'refused', id, reason: 'queue_closed' }), 'refused'],
    ['bad_message', (id: string) => ({ type: 'bad_message', id, path: '', problem: 'wrong_type', detail: '' }),
     'unreadable'],
  ])('%s settles the command once', async (_, push, outcome) => {
    const one = evening();
    live(one);
    const asked = one.line.ask({ type: 'request_floor' });
    const id = one.world.line.commands()[0]?.id ?? '';
    one.world.line.says(push(id));
    expect((await asked).outcome).toBe(outcome);
    expect(one.seen.waiting).toBe(0);
    expect(one.shelf.keys('asks.')).toEqual([]);
  });

  it('says "not saved yet" after five seconds and not before', () => {
    const one = evening();
    live(one);
    void one.line.ask({ type: 'request_floor' });
    one.world.passes(4_900);
    expect(one.seen.late).toBe(false);
    one.world.passes(200);
    expect(one.seen.late).toBe(true);
  });

  it('sends again under the same id when the server asks to retry', () => {
    const one = evening();
    live(one);
    void one.line.ask({ type: 'request_floor' });
    const id = one.world.line.commands()[0]?.id ?? '';
    one.world.line.says({ type: 'retry', id, reason: 'notebook_full', after_ms: 1_000 });
    one.world.passes(1_100);
    expect(one.world.line.commands().map((ask) => ask.id)).toEqual([id, id]);
  });
});

describe('a lost line', () => {
  it('resumes by epoch and counter, and only then sends what was unanswered, under the same id', () => {
    const one = evening();
    live(one);
    one.world.line.says(update(8));
    void one.line.ask({ type: 'post_card', column: 'c', text: 'shade' });
    const id = one.world.line.commands()[0]?.id;
    one.world.line.drops(1006);
    one.world.passes(2_000);
    one.world.line.onopen?.();
    expect(one.world.line.sent).toEqual([
      { type: 'hello', protocol: 1, view: 'participant', token: 'token', epoch: 'e1', n: 8 },
    ]);
    one.world.line.says({ type: 'resumed', epoch: 'e1', n: 10, now: 9_000 });
    one.world.line.says(update(9));
    expect(one.world.line.commands()).toEqual([]);
    one.world.line.says(update(10));
    expect(one.world.line.commands().map((ask) => ask.id)).toEqual([id]);
  });

  it('does not send again what a missed update already answered', () => {
    const one = evening();
    live(one);
    void one.line.ask({ type: 'request_floor' });
    const id = one.world.line.commands()[0]?.id ?? '';
    one.world.line.drops(1006);
    one.world.passes(2_000);
    one.world.line.onopen?.();
    one.world.line.says({ type: 'resumed', epoch: 'e1', n: 8, now: 9_000 });
    one.world.line.says(update(8, id));
    expect(one.world.line.commands()).toEqual([]);
    expect(one.seen.waiting).toBe(0);
  });

  it('keeps unanswered commands through a reload of the page', () => {
    const shelf = memoryShelf();
    const before = evening(shelf);
    live(before);
    void before.line.ask({ type: 'post_card', column: 'c', text: 'shade' });
    const id = before.world.line.commands()[0]?.id;
    before.line.stop();
    const after = evening(shelf);
    live(after);
    expect(after.world.line.commands()).toEqual([
      { type: 'command', id, body: { type: 'post_card', column: 'c', text: 'shade' } },
    ]);
  });

  it('does not trust a hole in the counter: it resumes from where it was sure', () => {
    const one = evening();
    live(one);
    one.world.line.says(update(9));
    expect(one.line.holes).toBe(1);
    expect(one.seen.updates).toHaveLength(0);
    expect(one.world.sockets).toHaveLength(2);
    one.world.line.onopen?.();
    expect(one.world.line.sent[0]).toMatchObject({ epoch: 'e1', n: 7 });
  });

  it('is not called lost when it is back within three seconds', () => {
    const one = evening();
    live(one);
    one.world.chance = 0.5;
    one.world.line.drops(1006);
    one.world.passes(1_000);
    live(one);
    one.world.passes(10_000);
    expect(one.seen.lines.map((line) => line.state)).toEqual(['live', 'live']);
  });

  it('is called lost when it is not', () => {
    const one = evening();
    live(one);
    one.world.line.drops(1006);
    one.world.passes(3_100);
    expect(one.state()).toBe('lost');
  });

  it('is renewed when nothing was heard for 45 seconds', () => {
    const one = evening();
    live(one);
    one.world.passes(44_000);
    expect(one.world.sockets).toHaveLength(1);
    one.world.passes(17_000);
    expect(one.world.sockets).toHaveLength(2);
  });

  it('is tried at once when the phone wakes', () => {
    const one = evening();
    live(one);
    for (let tries = 0; tries < 6; tries += 1) {
      one.world.line.drops(1006);
      one.world.passes(25_000);
    }
    one.world.line.drops(1006);
    const before = one.world.sockets.length;
    one.world.wakes();
    expect(one.world.sockets).toHaveLength(before + 1);
  });

  it.each([[4401], [4403], [4404], [4409], [4426]])('stops for good at %i', (code) => {
    const one = evening();
    live(one);
    one.world.line.drops(code);
    one.world.passes(120_000);
    one.world.wakes();
    expect(one.seen.lines[one.seen.lines.length - 1]).toMatchObject({ state: 'stopped', code });
    expect(one.world.sockets).toHaveLength(1);
  });

  it('ignores a socket that it has let go', () => {
    const one = evening();
    live(one);
    const old = one.world.line;
    old.says(update(9));
    old.says(snapshot(99));
    old.drops(4403);
    expect(one.seen.wholes).toHaveLength(1);
    expect(one.state()).not.toBe('stopped');
  });
});
