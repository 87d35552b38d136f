// The invitation that was made last for an evening, kept in this tab until it closes or the invitation has expired: the
// server cannot show its secret again. Other tabs and later visits do not see it.
import type { Invitation } from '../../protocol.gen.ts';

const prefix = 'office.invitation.';

export function keepInvitation(code: string, invitation: Invitation): void {
  try {
    sessionStorage.setItem(prefix + code, JSON.stringify(invitation));
  } catch {
    // A browser that keeps nothing: the page still shows it.
  }
}

export function keptInvitation(code: string, now: number): Invitation | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(prefix + code) ?? 'null') as Invitation | null;
    if (kept && kept.expires_at > now) return kept;
    sessionStorage.removeItem(prefix + code);
  } catch {
    // Unreadable: as if nothing was kept.
  }
  return null;
}

// Whoever signs out leaves nothing behind for the next person at this computer.
export function forgetInvitations(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
