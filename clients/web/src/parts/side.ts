// What the chip beside a name says: the table, or else the side. A label that tells namesakes apart by their table,
// "Jan (tafel 3)", has said it already. Pure.
import type { SeatThing } from '../protocol.gen.ts';

export function tableToSay(seat: Pick<SeatThing, 'side' | 'table' | 'label'>): number | null {
  if (seat.side !== 'hall' || seat.table == null || seat.label.endsWith(`(tafel ${seat.table})`)) return null;
  return seat.table;
}
