// Which page an address means. Paths only: the part after # holds secrets (tickets) that never reach a server log.
// Pure; App and tests call it.

export type Route =
  | { page: 'start' }
  | { page: 'room'; code: string; claim: string | null }
  | { page: 'hall'; code: string; ticket: string | null }
  | { page: 'cockpit'; code: string; ticket: string | null }
  | { page: 'office'; ticket: string | null }
  | { page: 'sheet'; code: string }
  | { page: 'unknown' };

// Codes are 8 of 31 signs; on paper they are often written with a space or a dash, and in small letters.
export function tidyCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

export function codeForPeople(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)} ${code.slice(4)}` : code;
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
  return { page: 'unknown' };
}

function claimIn(secret: string): string | null {
  const match = /^claim=([A-Za-z0-9_-]{1,200})$/.exec(secret);
  return match?.[1] ?? null;
}
