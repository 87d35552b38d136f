// Which floor a page shows: in plenary that of the room, at tables the one the server names, or the one looked at.
import { expect, it } from 'vitest';
import { floorHere } from './floor_here.ts';
import type { Own, PhaseThing, Thing } from './protocol.gen.ts';
import { lacksTable } from './screens/room/round_here.ts';
import { companyAt, linesAt, tablesToChoose } from './screens/room/tables_here.ts';
import { makeStore, replace } from './store.ts';

const own = (floor?: string, can: string[] = []): Own => ({ seat: 'me', can, ...(floor ? { floor } : {}) }) as never;
function things(target: 'plenary' | 'table' | undefined, ...more: object[]) {
  const store = makeStore();
  const floors = ['floor', 'table-1', 'table-2'].map((id) => ({ type: 'floor', id }));
  const phase = { type: 'phase', id: 'a', ...(target ? { target } : {}) };
  replace(store, [{ type: 'room', id: 'room', phase: 'a' }, phase, ...floors, ...more] as unknown as Thing[]);
  return store;
}

it.each<[string, 'plenary' | 'table' | undefined, Own | null, number | null, string | undefined]>([
  ['in plenary', undefined, own('floor'), null, 'floor'],
  ['in plenary, said so', 'plenary', own('floor'), null, 'floor'],
  ['in plenary a table looked at before counts no more', 'plenary', own(), 2, 'floor'],
  ['at a table', 'table', own('table-1'), null, 'table-1'],
  ['at another table', 'table', own('table-2'), null, 'table-2'],
  ['at no table', 'table', own(), null, undefined],
  ['who leads sees all tables', 'table', own(), null, undefined],
  ['who leads looks at one', 'table', own(), 2, 'table-2'],
  ['a table that is empty by now', 'table', own(), 9, undefined],
  ['the hall screen while the talk is at tables', 'table', null, null, undefined],
  ['the hall screen in plenary', 'plenary', null, null, 'floor'],
])('%s', (_, target, mine, led, shown) => expect(floorHere(things(target), mine, led)?.id).toBe(shown));

it('asks to choose a table only who can sit down and has not', () => {
  const atTables = { target: 'table' } as PhaseThing;
  const can = ['change_side'];
  expect(lacksTable(own(undefined, can), atTables)).toBe(true);
  expect(lacksTable(own('table-1', can), atTables)).toBe(false);
  expect(lacksTable(own(undefined, []), atTables)).toBe(false);
  expect(lacksTable(own(undefined, can), {} as PhaseThing)).toBe(false);
  expect(lacksTable(null, atTables)).toBe(false);
  const inPairs = { target: 'table', tables: { grouping: 'pairs' } } as PhaseThing;
  expect(lacksTable(own(undefined, can), inPairs)).toBe(false);
});

it('offers the tables with people, a few more and a free one, but none above the highest number', () => {
  const seats = (...tables: number[]) =>
    tables.map((table, at) => ({ type: 'seat', id: String(at), table, has_left: false }));
  const offered = (...tables: number[]) => tablesToChoose(things('table', ...seats(...tables)));
  expect(offered().map((one) => one.table)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(offered(2, 2, 9).map((one) => [one.table, one.people])).toEqual([
    [1, 0], [2, 2], [3, 0], [4, 0], [5, 0], [6, 0], [9, 1], [10, 0],
  ]);
  expect(offered(99).map((one) => one.table)).toEqual([1, 2, 3, 4, 5, 6, 99]);
  const gone = { type: 'seat', id: 'gone', table: 8, has_left: true };
  expect(tablesToChoose(things('table', gone)).map((one) => one.table)).toEqual([1, 2, 3, 4, 5, 6]);
});

it('names who else is in a pair, and nobody at a table', () => {
  const seat = (id: string, group: number) => ({ type: 'seat', id, label: id, group, table: 3, has_left: false });
  const store = things('table', seat('me', 104), seat('Dik', 104), seat('Cem', 104), seat('Els', 105));
  expect(companyAt(store, 104, 'me')).toBe('Cem, Dik');
  expect(companyAt(store, 3, 'me')).toBe('');
});

it('shows the lines of the own table in their order, and none that everybody sees by now', () => {
  const card = (id: string, position: number, more: object) => ({ type: 'card', id, position, ...more });
  const store = things('table', card('b', 2, { table: 3, is_kept: true }), card('a', 1, { table: 3, is_kept: true }),
    card('c', 1, { table: 4, is_kept: true }), card('d', 9, { table: 3 }), card('e', 3, {}));
  expect(linesAt(store, 3).map((one) => one.id)).toEqual(['a', 'b']);
});
