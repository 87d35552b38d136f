// When to come back after a line was lost. Pure, so that tests can read it as a table.

export type Comeback = { come: 'back'; in_ms: number } | { come: 'never' };

const first_window_ms = 1_000;
const last_window_ms = 20_000;

// Sixty phones must not knock at one moment. The one or two pages that lead an evening, and its screen, are no crowd:
// they come back first, because a hall without its facilitator's page waits for it.
export type Crowd = 'many' | 'few';
const few_window_ms = 2_000;
const few_after_restart_ms = 300;

// Full jitter: anywhere between now and a window that doubles, so that a whole hall does not knock at one moment.
export function backoff(tries: number, random: number, crowd: Crowd = 'many'): number {
  const widest = crowd === 'few' ? few_window_ms : last_window_ms;
  return Math.round(random * Math.min(widest, first_window_ms * 2 ** Math.min(tries, 10)));
}

// The range of a close code says what to do (protocol/close_codes.hpp).
export function comeback(code: number, tries: number, random: number, crowd: Crowd = 'many'): Comeback {
  if (code >= 4400 && code <= 4499) return { come: 'never' };
  if (code >= 4100 && code <= 4199) return { come: 'back', in_ms: 3_000 + backoff(Math.max(tries, 3), random) };
  if (code >= 4000 && code <= 4099) return { come: 'back', in_ms: backoff(tries, random, crowd) };
  if (code === 1012 && crowd === 'few') return { come: 'back', in_ms: few_after_restart_ms + backoff(0, random) };
  if (code === 1012) return { come: 'back', in_ms: 500 + Math.round(random * 4_000) + backoff(tries, random) };
  return { come: 'back', in_ms: backoff(tries, random, crowd) };
}
