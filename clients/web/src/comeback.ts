// When to come back after a line was lost. Pure, so that tests can read it as a table.

export type Comeback = { come: 'back'; in_ms: number } | { come: 'never' };

const first_window_ms = 1_000;
const last_window_ms = 20_000;

// Full jitter: anywhere between now and a window that doubles, so that a whole hall does not knock at one moment.
export function backoff(tries: number, random: number): number {
  return Math.round(random * Math.min(last_window_ms, first_window_ms * 2 ** Math.min(tries, 10)));
}

// The range of a close code says what to do (protocol/close_codes.hpp).
export function comeback(code: number, tries: number, random: number): Comeback {
  if (code >= 4400 && code <= 4499) return { come: 'never' };
  if (code >= 4100 && code <= 4199) return { come: 'back', in_ms: 3_000 + backoff(Math.max(tries, 3), random) };
  if (code >= 4000 && code <= 4099) return { come: 'back', in_ms: backoff(tries, random) };
  if (code === 1012) return { come: 'back', in_ms: 500 + Math.round(random * 4_000) + backoff(tries, random) };
  return { come: 'back', in_ms: backoff(tries, random) };
}
