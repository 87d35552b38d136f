// The chairs of a circle, for every page the same: how many are free for anybody, and whether one is kept for online,
// as long as nobody online sits there. The rule is the server's; this only counts. Pure.
import type { SeatThing } from '../protocol.gen.ts';

export function chairsOf(chairs: number, people: readonly SeatThing[]): { free: number; isKeptForOnline: boolean } {
  const isKeptForOnline = !people.some((seat) => seat.side === 'online');
  return { free: Math.max(0, chairs - people.length - (isKeptForOnline ? 1 : 0)), isKeptForOnline };
}
