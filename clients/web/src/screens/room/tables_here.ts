// The tables that a phone offers to sit down at: those with people, a few more, and one that is still free. Pure.
import { limits } from '../../protocol.gen.ts';
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
