// Which of the floors a page shows: that of the whole room, or while the talk is at tables the one that the server
// names in `own`, or for who leads the one of the table they look at. Decides nothing. Pure.
import type { FloorThing, Own } from './protocol.gen.ts';
import type { Store } from './store.ts';

export function floorHere(things: Store, own: Own | null, tableLed: number | null): FloorThing | null {
  const running = things.phase.get(things.room.get('room')?.phase ?? '');
  const id = running?.target === 'table' ? (own?.floor ?? `table-${tableLed}`) : 'floor';
  return things.floor.get(id) ?? null;
}
