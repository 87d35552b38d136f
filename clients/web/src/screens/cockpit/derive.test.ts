// What cockpit and hall read out of the store: who was not heard, how time is shared, which board belongs to now.
import { describe, expect, it } from 'vitest';
import type { FloorThing, SeatThing, Thing } from '../../protocol.gen.ts';
import { makeStore, replace, type Store } from '../../store.ts';
import {
  boardPhase, boardsOf, findSeats, floorOf, handsLeft, leftSecret, mayUndo, nextPhase, phaseShareLeft, placesToMove,
  residents, roundWasHeld, sharesBy, tablesNow, troubled, unheard, withoutTable,
} from './derive.ts';

function seat(id: string, more: Partial<SeatThing> = {}): SeatThing {
  return {
    type: 'seat', id, name: id, label: id, role: 'participant', side: 'hall', is_proxied: false, has_left: false,
    was_heard: false, devices: [], ...more,
  };
}
function phase(id: string, position: number): Thing {
  return {
    type: 'phase', id, position, key: id, werkvorm: 'wachtrij', title: id, instruction: '', minutes: 10, floor: 'open',
    writing: 'none', order: 'arrival', round: 'talking', speaks_for: [], turn_seconds: 60, is_revealed: false,
  };
}
function turn(id: string, who: string, seconds?: number): Thing {
  return {
    type: 'turn', id, position: 1, seat: who, phase: 'a', kind: 'spoken', started_at: 0, is_chosen: false, words: '',
    gist: '',
    ...(seconds === undefined ? {} : { seconds }),
  };
}
const room = (running?: string): Thing => ({
  type: 'room', id: 'room', code: 'K7MW3QTX', library: '', place: '', question: '', listen_here: '', is_closed: false,
  is_paused: false, joins_are_frozen: false, phase_started_at: 1000, phase_ends_at: 11_000,
  ...(running ? { phase: running } : {}),
});
function store(...things: Thing[]): Store {
  const made = makeStore();
  replace(made, things);
  return made;
}

describe('what needs a hand now', () => {
  it('names who waits longest for help first', () => {
    const all = store(
      seat('al', { trouble: 'no_sound', trouble_since: 9_000 }),
      seat('bo', { trouble: 'needs_help', trouble_since: 3_000 }), seat('cem'),
    );
    expect(troubled(all).map((one) => one.id)).toEqual(['bo', 'al']);
  });
});

describe('who was not heard', () => {
  const all = store(
    seat('zoe', { side: 'online' }), seat('jan', { table: 3 }), seat('bo', { table: 1 }), seat('al'),
    seat('spoke', { was_heard: true }), seat('ilse', { role: 'facilitator' }), seat('nora', { role: 'usher' }),
    seat('gone', { has_left: true }),
  );
  it('names online people first, then tables in order, then the hall without a table', () => {
    const { groups, gone } = unheard(all, null);
    expect(groups.map((group) => [group.side, group.table, group.seats.map((one) => one.id).join()])).toEqual([
      ['online', 0, 'zoe'], ['hall', 1, 'bo'], ['hall', 3, 'jan'], ['hall', 0, 'al'],
    ]);
    expect(gone).toEqual([]);
  });
  it('keeps who is gone apart, and takes nobody without a phone for gone', () => {
    const { groups, gone } = unheard(store(...all.seat.values(), seat('pien', { is_proxied: true })), new Set(['jan']));
    expect(groups.flatMap((group) => group.seats.map((one) => one.id))).toEqual(['jan', 'pien']);
    expect(gone.map((one) => one.id)).toEqual(['al', 'bo', 'zoe']);
  });
  it('leaves out those who lead or help', () => {
    expect(residents(all).map((one) => one.id).sort()).toEqual(['al', 'bo', 'jan', 'spoke', 'zoe']);
  });
});

describe('sharing of time', () => {
  it('tells the shares of one kind, without those that nobody is or was in', () => {
    const balance = { type: 'balance', id: 'balance', shares: [
      { side: 'hall', people: 2, heard: 1, seconds: 30 }, { side: 'online', people: 0, heard: 0, seconds: 0 },
      { table: 3, people: 0, heard: 0, seconds: 12 }, { group: 'hosts', people: 1, heard: 0, seconds: 0 },
    ] } as Thing;
    expect(sharesBy(store(balance), 'side').map((one) => one.seconds)).toEqual([30]);
    expect(sharesBy(store(balance), 'table').map((one) => one.table)).toEqual([3]);
    expect(sharesBy(store(), 'group')).toEqual([]);
  });
});

describe('the script', () => {
  const column: Thing = { type: 'column', id: 'c', phase: 'b', position: 0, title: 'c' };
  it('knows what comes next and which board belongs to now', () => {
    const now = store(room('c'), phase('a', 0), phase('b', 1), phase('c', 2), phase('d', 3), column);
    expect(nextPhase(now)?.id).toBe('d');
    expect(boardPhase(now)?.id).toBe('b');
    expect(boardPhase(store(room('a'), phase('a', 0), phase('b', 1), column))).toBeUndefined();
    expect(nextPhase(store(room(), phase('a', 0)))?.id).toBe('a');
  });
  it('knows which cards were forgotten in their silence, and whose cards can be read', () => {
    const late = { ...phase('a', 0), drafts: 2 } as Thing;
    expect(leftSecret(store(room('a'), late))).toEqual([]);
    expect(leftSecret(store(room('b'), late, phase('b', 1))).map((one) => one.id)).toEqual(['a']);
    expect(leftSecret(store({ ...room('a'), is_closed: true } as Thing, late)).map((one) => one.id)).toEqual(['a']);
    const old: Thing = { ...column, id: 'o', phase: 'a' } as Thing;
    const card: Thing =
      { type: 'card', id: 'k', column: 'o', position: 1, text: 'x', is_erased: false, is_corrected: false };
    const now = store(room('b'), phase('a', 0), phase('b', 1), column, old, card);
    expect(boardsOf(now).map((one) => one.id)).toEqual(['b', 'a']);
    expect(boardsOf(store(room('b'), phase('a', 0), phase('b', 1), column, old)).map((one) => one.id)).toEqual(['b']);
  });
  it('lets the clock stand still during a break', () => {
    const running = room('a') as Extract<Thing, { type: 'room' }>;
    expect(phaseShareLeft(running, 6000)).toBe(0.5);
    expect(phaseShareLeft({ ...running, is_paused: true, paused_at: 3500 }, 9000)).toBe(0.75);
    expect(phaseShareLeft(running, 99_000)).toBe(0);
  });
});

describe('a round', () => {
  const goesRound = { ...phase('a', 0), floor: 'round' } as Thing;
  const floor = (more: object): Thing =>
    ({
      type: 'floor', id: 'floor', queue_is_open: false, runs_itself: false, queue: [], revision: 0, ...more,
    }) as Thing;
  it('leaves hands standing only while the floor is closed', () => {
    const waits = floor({ queue: [{ seat: 'a', was_called: false, why: 'arrival' }] });
    expect(handsLeft(store(room('a'), phase('a', 0), waits, seat('a')))).toEqual([]);
    const still = { ...phase('a', 0), floor: 'closed' } as Thing;
    expect(handsLeft(store(room('a'), still, waits, seat('a'))).map((one) => one.id)).toEqual(['a']);
  });
  function wasHeld(...things: Thing[]): boolean {
    const all = store(room('a'), ...things);
    return roundWasHeld(all, all.floor.get('floor') ?? null);
  }
  it('was held when it is over and somebody spoke in this phase', () => {
    expect(wasHeld(goesRound, floor({}))).toBe(false);
    expect(wasHeld(goesRound, floor({}), turn('1', 'x', 9))).toBe(true);
    const runs = floor({ round: { to_come: [], done: 1, total: 2 } });
    expect(wasHeld(goesRound, runs, turn('1', 'x', 9))).toBe(false);
    expect(wasHeld(phase('a', 0), floor({}), turn('1', 'x', 9))).toBe(false);
  });
});

describe('finding somebody', () => {
  const people = [
    seat('a', { label: 'Jørgen', table: 3 }), seat('b', { label: 'Aaltje' }), seat('c', { label: 'Zoë 3' }),
  ];
  it('finds by part of a name without its signs, or by table', () => {
    expect(findSeats(people, 'zoe').map((one) => one.id)).toEqual(['c']);
    expect(findSeats(people, '3').map((one) => one.id)).toEqual(['a']);
    expect(findSeats(people, 'tafel 3').map((one) => one.id)).toEqual(['a']);
    expect(findSeats(people, ' ').length).toBe(3);
  });
});

describe('moving a hand and taking back a slip', () => {
  const hand = (seat: string) => ({ seat, was_called: false, why: 'arrival', kind: 'contribution' });
  const floor = (more: object): FloorThing => ({
    type: 'floor', id: 'floor', queue_is_open: true, runs_itself: false, revision: 1,
    queue: ['a', 'b', 'c', 'd'].map(hand), ...more,
  }) as FloorThing;
  it.each([
    ['a', ['b', 'c', 'd']], ['b', ['', 'c', 'd']], ['c', ['', 'a', 'd']], ['d', ['', 'a', 'b']],
  ])('%s goes anywhere but where it stands', (seat, places) => expect(placesToMove(floor({}), seat)).toEqual(places));

  it('can be taken back until the server’s moment, and only while somebody speaks', () => {
    const speaker = { seat: 'a', turn: 't' };
    expect(mayUndo(floor({ speaker, undo_until: 10_000 }), 9_999)).toBe(true);
    expect(mayUndo(floor({ speaker, undo_until: 10_000 }), 10_000)).toBe(false);
    expect(mayUndo(floor({ speaker }), 0)).toBe(false);
    expect(mayUndo(floor({ undo_until: 10_000 }), 0)).toBe(false);
    expect(mayUndo(null, 0)).toBe(false);
  });
});

describe('while the talk is at tables', () => {
  const atTables = { ...phase('a', 0), floor: 'round', target: 'table' } as Thing;
  const floor = (table: number | null, more: object = {}): FloorThing => ({
    type: 'floor', id: table === null ? 'floor' : `table-${table}`, queue_is_open: true, runs_itself: false, queue: [],
    revision: 0, ...(table === null ? {} : { table }), ...more,
  });
  const speaker = { seat: 'bo', turn: 't' };
  const said = { ...turn('t1', 'dik', 9), table: 2, started_at: 3_000, spoken_ms: 2_000 } as Thing;
  const all = store(
    room('a'), atTables, floor(null, { speaker: { seat: 'x', turn: 'old' } }), floor(2), floor(1, { speaker }), said,
    seat('bo', { table: 1 }), seat('al', { table: 1 }), seat('dik', { table: 2 }), seat('eva', { side: 'online' }),
    seat('ilse', { role: 'facilitator' }), seat('wim', { role: 'observer', table: 2 }), seat('uma', { role: 'usher' }),
  );

  it('lists each table with its people, who speaks, and since when it is silent', () => {
    const rows = tablesNow(all).map((one) =>
      [one.table, one.people.map((who) => who.id).join(), one.speaker?.id, one.silentSince]);
    expect(rows).toEqual([[1, 'al,bo', 'bo', null], [2, 'dik', undefined, 5_000]]);
  });
  it('is silent from when the talk began, and not while somebody waits', () => {
    const hand = { seat: 'dik', was_called: false, why: 'arrival', kind: 'contribution' };
    const two = store(room('a'), atTables, floor(1), floor(2, { queue: [hand] }));
    expect(tablesNow(two).map((one) => one.silentSince)).toEqual([1_000, null]);
  });
  it('names who sits at none; not who leads or watches', () => {
    expect(withoutTable(all).map((one) => one.id)).toEqual(['eva', 'uma']);
  });
  it('knows the floor of each person: the own table’s, and in plenary that of the room', () => {
    expect(floorOf(all, 'bo')?.id).toBe('table-1');
    expect(floorOf(all, 'eva')).toBeUndefined();
    expect(floorOf(store(room('a'), phase('a', 0), floor(null), floor(1), seat('bo', { table: 1 })), 'bo')?.id)
      .toBe('floor');
  });
  it('looks for a round at the table that is looked at, else at all of them', () => {
    const runs = { round: { to_come: [], done: 1, total: 2, is_second: false, again: 0 } };
    const one = store(room('a'), atTables, floor(1, runs), floor(2), said);
    expect(roundWasHeld(one, one.floor.get('table-2') ?? null)).toBe(true);
    expect(roundWasHeld(one, one.floor.get('table-1') ?? null)).toBe(false);
    expect(roundWasHeld(one, null)).toBe(false);
    expect(roundWasHeld(all, null)).toBe(true);
    expect(roundWasHeld(all, all.floor.get('table-1') ?? null)).toBe(false);
  });
});
