// When a tablet that nobody touches goes back to all names: 45 s after the last touch, and for the last 15 s it asks
// whether somebody is still there. Pure; moments in milliseconds.
export const idleMs = 45_000;
export const askingMs = 15_000;

// Seconds that are left once it is time to ask; null: not yet. 0: it is over.
export function secondsToGo(touchedAt: number, now: number): number | null {
  const left = touchedAt + idleMs - now;
  return left > askingMs ? null : Math.max(0, Math.ceil(left / 1000));
}
