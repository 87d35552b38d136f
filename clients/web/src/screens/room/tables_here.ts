// The tables that a phone offers to sit down at: those with people, a few more, and one that is still free. Pure.
import { limits, type CardThing } from '../../protocol.gen.ts';
import type { Store } from '../../store.ts';

export interface TableOffer {
  table: number;
  people: number;
}

const atLeast = 6;

export function tablesToChoose(things: Store): TableOffer[] {
  const people = new Map<number, number>();
  for (const seat of things.seat.values()) {
    if (seat.table !== undefined && !seat.has_left) people.set(seat.table, (people.get(seat.table) ?? 0) + 1);
  }
  const last = Math.max(0, ...people.keys());
  const shown = new Set([...people.keys(), last + 1, ...Array.from({ length: atLeast }, (_, at) => at + 1)]);
  return [...shown].filter((table) => table <= limits.table_number_max).sort((a, b) => a - b)
    .map((table) => ({ table, people: people.get(table) ?? 0 }));
}

// Who else is in this pair or four, by name; nothing at a table, where people see each other.
export function companyAt(things: Store, group: number, me: string | undefined): string {
  if (group <= limits.table_number_max) return '';
  return [...things.seat.values()].filter((seat) => seat.group === group && seat.id !== me && !seat.has_left)
    .map((seat) => seat.label).sort((a, b) => a.localeCompare(b, 'nl')).join(', ');
}

// What this table wrote for the whole room, in order.
export function linesAt(things: Store, table: number): CardThing[] {
  return [...things.card.values()].filter((card) => card.is_kept && card.table === table)
    .sort((a, b) => a.position - b.position);
}
