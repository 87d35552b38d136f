// What time it is for the room. Deadlines come as the server's moments; phones are often minutes off, so the page
// keeps the difference and counts on with a clock that nobody can set.

export interface RoomClock {
  set(serverNow: number): void;
  now(): number;
}

export function makeRoomClock(wall: () => number, steady: () => number): RoomClock {
  let base: { server: number; steady: number } | null = null;
  return {
    set: (serverNow) => void (base = { server: serverNow, steady: steady() }),
    now: () => (base ? base.server + (steady() - base.steady) : wall()),
  };
}

// 65 -> "1:05"; overtime counts up again with a plus, it is never a cut.
export function clockText(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return seconds <= -1 ? `+${text}` : text;
}
