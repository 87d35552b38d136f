// The library's office over HTTP (protocol/api.hpp): password, rooms, invitations, coming in as staff. Every call
// gives a value or a word for what went wrong; nothing throws. Pages of the office and the cockpit's entry call it.
import type {
  ApiError, EnterAsStaff, FormatList, Invitation, NewRoom, OfficePeople, OfficeState, Role, RoomList, RoomMade,
  SetPassword, StaffSeat,
} from '../../protocol.gen.ts';

// `no_line`: the server could not be reached at all. Other names: protocol/api.hpp, ApiError.
export type Reply<T> = { ok: true; body: T } | { ok: false; error: string; path: string | null };

type Method = 'GET' | 'POST' | 'DELETE';

async function call<T>(method: Method, path: string, body?: object): Promise<Reply<T>> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json', 'X-Plekberaad': '1' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return { ok: false, error: 'no_line', path: null };
  }
  const text = await response.text().catch(() => '');
  const read = readJson(text);
  if (response.ok) return { ok: true, body: read as T };
  const fault = (read ?? {}) as Partial<ApiError>;
  return { ok: false, error: fault.error ?? 'busy', path: fault.path ?? null };
}

function readJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export const officeState = () => call<OfficeState>('GET', '/office');
// Both start a session; the cookie comes with the answer.
export const setPassword = (ask: SetPassword) => call<object>('POST', '/office/password', ask);
export const signIn = (password: string) => call<object>('POST', '/office/session', { password });
export const signOut = () => call<object>('DELETE', '/office/session');
export const formats = () => call<FormatList>('GET', '/formats');
export const rooms = () => call<RoomList>('GET', '/rooms');
export const makeRoom = (room: NewRoom) => call<RoomMade>('POST', '/rooms', room);
export const invite = (code: string, role: Role) => call<Invitation>('POST', `/rooms/${code}/invitations`, { role });
// A link for the hall screen that also works while the door is shut.
export const offerScreen = (code: string) => call<Invitation>('POST', `/rooms/${code}/screens`, {});
export const enterAsStaff = (code: string, ask: EnterAsStaff) => call<StaffSeat>('POST', `/rooms/${code}/staff`, ask);
export const people = (code: string) => call<OfficePeople>('GET', `/rooms/${code}/people`);
export const erasePerson = (code: string, seat: string) => call<object>('POST', `/rooms/${code}/erase`, { seat });
export const closeRoom = (code: string) => call<object>('POST', `/rooms/${code}/close`);

export const harvestPath = (code: string, file = '') => `/api/v1/rooms/${code}/harvest${file}`;
