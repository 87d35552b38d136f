// Why each turn was given, back to the first: a snapshot brings the newest, the rest comes page by page when asked for.
import { describe, expect, it } from 'vitest';
import { limits, type Push } from './protocol.gen.ts';
import { Room } from './room.svelte.ts';
import { FakeWorld } from './testing.ts';

type Earlier = Extract<Push, { type: 'earlier_turns' }>;

function turns(from: number, many: number): Earlier['things'] {
  return Array.from({ length: many }, (_, at) => ({
    type: 'turn', id: `t${from + at}`, seat: 's1', phase: 'p1', position: from + at, started_at: 0, is_chosen: false,
    words: '', gist: '',
  })) as unknown as Earlier['things'];
}

function comesLate(from: number, many: number): { room: Room; world: FakeWorld } {
  const world = new FakeWorld();
  const room = new Room({ code: 'abcd2345', view: 'participant', token: 'token', door: 'phone', doors: world });
  room.start();
  world.line.onopen?.();
  world.line.says({ type: 'snapshot', epoch: 'e1', n: 1, view: 'participant', now: 5_000, page: 1, is_last: true,
                    things: turns(from, many) });
  return { room, world };
}

function last(world: FakeWorld): unknown {
  return world.line.sent[world.line.sent.length - 1];
}

describe('looking back', () => {
  it('asks for what was before the oldest turn, until there is nothing before it', () => {
    const { room, world } = comesLate(100, limits.turns_in_snapshot);
    expect(room.mayBeEarlier).toBe(true);
    room.lookBack();
    expect(last(world)).toEqual({ type: 'look_back', before: 't100' });
    world.line.says({ type: 'earlier_turns', before: 't100', things: turns(40, 60), is_all: false });
    expect(room.turns[0]?.id).toBe('t40');
    expect(room.turns).toHaveLength(limits.turns_in_snapshot + 60);
    room.lookBack();
    expect(last(world)).toEqual({ type: 'look_back', before: 't40' });
    world.line.says({ type: 'earlier_turns', before: 't40', things: turns(1, 39), is_all: true });
    expect(room.turns[0]?.id).toBe('t1');
    expect(room.mayBeEarlier).toBe(false);
  });

  it('offers nothing where the snapshot held the whole evening', () => {
    expect(comesLate(1, limits.turns_in_snapshot - 1).room.mayBeEarlier).toBe(false);
  });
});
