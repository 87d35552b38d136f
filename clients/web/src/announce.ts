// The one voice for screen readers. Two live regions stand in App from the start (a region that appears together with
// its text is often not read); everything that wants to be heard calls announce().
// `urgent` interrupts: keep it for "it is your turn" and "you lost the line".

type Region = { textContent: string | null };
let calm: Region | null = null;
let urgent: Region | null = null;
let turn = false;
const clearAfterMs = 5_000;
const timers = new Map<Region, ReturnType<typeof setTimeout>>();

export function giveVoice(regions: { calm: Region; urgent: Region } | null): void {
  calm = regions?.calm ?? null;
  urgent = regions?.urgent ?? null;
}

export function announce(text: string, how: 'calm' | 'urgent' = 'calm'): void {
  const region = how === 'urgent' ? urgent : calm;
  if (!region) return;
  // The same words twice would not be read again; a no-break space makes them differ.
  turn = !turn;
  region.textContent = turn ? text : `${text}\u00a0`;
  // Old words left standing would be found again by somebody who reads the page from the top.
  clearTimeout(timers.get(region));
  timers.set(region, setTimeout(() => (region.textContent = ''), clearAfterMs));
}
