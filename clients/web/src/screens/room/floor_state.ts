// Which of its states the one big button is in. Reads only what the server says (own, floor, room); decides nothing.
// Pure, so that a test can show the whole table.
import type { FloorThing, Own, PhaseThing, RoomThing } from '../../protocol.gen.ts';

// resting: the hand is up, and in this part of the evening nobody is called. held: somebody asks the speaker a short
// question.
export type FloorState =
  'over' | 'paused' | 'speaking' | 'held' | 'next' | 'waiting' | 'resting' | 'free' | 'round' | 'round_done' | 'shut';

export function floorState(own: Own, floor: FloorThing | null, room: RoomThing | null,
                           phase: PhaseThing | null): FloorState {
  if (room?.is_closed) return 'over';
  if (room?.is_paused) return 'paused';
  if (own.is_speaking) return 'speaking';
  if (floor?.held?.seat === own.seat) return 'held';
  if (own.place != null && nobodyIsCalled(floor, phase)) return 'resting';
  if (own.is_next) return 'next';
  if (own.place != null) return 'waiting';
  if (own.can.includes('request_floor')) return 'free';
  if (floor?.round) return own.asked_again || floor.round.to_come.includes(own.seat) ? 'round' : 'round_done';
  return 'shut';
}

// Hands stay up through a part in which only the facilitator talks, or everybody writes. Then a list of who comes next
// would promise something that does not happen.
export function nobodyIsCalled(floor: FloorThing | null, phase: PhaseThing | null): boolean {
  const takesNoHands = !phase || phase.floor === 'closed' || (phase.floor === 'free' && !floor?.queue_is_open);
  return takesNoHands && !floor?.round;
}

// Should the phone stay awake? Whoever may be called soon should not find a dark screen.
export function mayBeCalled(state: FloorState): boolean {
  return state === 'speaking' || state === 'held' || state === 'next' || state === 'waiting' || state === 'round';
}

// The seats that wait behind the own hand, in their order.
export function behindMe(floor: FloorThing | null, own: Own | null): string[] {
  const seats = floor?.queue.map((hand) => hand.seat) ?? [];
  const mine = own ? seats.indexOf(own.seat) : -1;
  return mine < 0 ? [] : seats.slice(mine + 1);
}
