// Which of its states the one big button is in. Reads only what the server says (own, floor, room); decides nothing.
// Pure, so that a test can show the whole table.
import type { FloorThing, Own, RoomThing } from '../../protocol.gen.ts';

export type FloorState = 'over' | 'paused' | 'speaking' | 'next' | 'waiting' | 'free' | 'round' | 'round_done' | 'shut';

export function floorState(own: Own, floor: FloorThing | null, room: RoomThing | null): FloorState {
  if (room?.is_closed) return 'over';
  if (room?.is_paused) return 'paused';
  if (own.is_speaking) return 'speaking';
  if (own.is_next) return 'next';
  if (own.place != null) return 'waiting';
  if (own.can.includes('request_floor')) return 'free';
  if (floor?.round) return floor.round.to_come.includes(own.seat) ? 'round' : 'round_done';
  return 'shut';
}

// Should the phone stay awake? Whoever may be called soon should not find a dark screen.
export function mayBeCalled(state: FloorState): boolean {
  return state === 'speaking' || state === 'next' || state === 'waiting' || state === 'round';
}
