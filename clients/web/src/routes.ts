// Which page an address means. Paths only: the part after # holds secrets (tickets) that never reach a server log.
// Pure; App and tests call it.

export type Route =
  | { page: 'start' }
  | { page: 'room'; code: string; claim: string | null }
  | { page: 'hall'; code: string; ticket: string | null }
  | { page: 'cockpit'; code: string; ticket: string | null }
  | { page: 'office'; ticket: string | null }
  | { page: 'sheet'; code: string }
  | { page: 'tablet'; code: string; claim: string | null }
  | { page: 'unknown' };

// Codes are 8 signs, small letters on the wire. People read them in two groups of capitals, and type what they like.
export function tidyCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export function codeForPeople(code: string): string {
  const large = code.toUpperCase();
  return large.length === 8 ? `${large.slice(0, 4)} ${large.slice(4)}` : large;
}

export function routeOf(path: string, fragment: string): Route {
  const [first = '', second = '', ...rest] = path.split('/').filter((part) => part !== '');
  const secret = fragment.replace(/^#/, '');
  if (rest.length > 0) return { page: 'unknown' };
  if (first === '') return { page: 'start' };
  if (first === 'bibliotheek' && second === '') return { page: 'office', ticket: secret || null };
  const code = tidyCode(second);
  if (code === '') return { page: 'unknown' };
  if (first === 'k') return { page: 'room', code, claim: claimIn(secret) };
  if (first === 'zaal') return { page: 'hall', code, ticket: secret || null };
  if (first === 'leiding') return { page: 'cockpit', code, ticket: secret || null };
  if (first === 'blad') return { page: 'sheet', code };
  if (first === 'tafel') return { page: 'tablet', code, claim: claimIn(secret) };
  return { page: 'unknown' };
}

function claimIn(secret: string): string | null {
  const match = /^claim=([A-Za-z0-9._-]{1,200})$/.exec(secret);
  return match?.[1] ?? null;
}
