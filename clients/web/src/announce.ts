// The one voice for screen readers. Two live regions stand in App from the start (a region that appears together with
// its text is often not read); everything that wants to be heard calls announce(), or a teller when its words follow a
// state. `urgent` interrupts: keep it for "it is your turn" and "you lost the line".
import { language } from './words/index.svelte.ts';

type Region = { textContent: string | null };
type How = 'calm' | 'urgent';
let regions: Record<How, Region> | null = null;
let turn = false;
const clearAfterMs = 5_000;
const timers = new Map<Region, ReturnType<typeof setTimeout>>();

export function giveVoice(given: Record<How, Region> | null): void {
  regions = given;
}

export function announce(text: string, how: How = 'calm'): void {
  put(text, how);
}

// Gives back how to take the words back, for when they no longer hold before they are gone by themselves.
function put(text: string, how: How): () => void {
  const region = regions?.[how];
  if (!region) return () => {};
  // The same words twice would not be read again; a no-break space makes them differ.
  turn = !turn;
  const told = turn ? text : `${text}\u00a0`;
  region.textContent = told;
  const takeBack = (): void => {
    if (region.textContent === told) region.textContent = '';
  };
  // Old words left standing would be found again by somebody who reads the page from the top.
  clearTimeout(timers.get(region));
  timers.set(region, setTimeout(takeBack, clearAfterMs));
  return takeBack;
}

// What stands in the regions is of another moment, or in another language than the page now.
export function hush(): void {
  for (const region of Object.values(regions ?? {})) region.textContent = '';
}

// Words that follow a state, '' for none: told when the state changes, not when it was so already or when only the
// language of the page changed, and taken back when they no longer hold.
export function makeTeller(how: How = 'calm'): (text: string) => void {
  let told: string | null = null;
  let spoken = language();
  let takeBack = (): void => {};
  return (text) => {
    if (told !== null && text !== told && spoken === language()) {
      takeBack();
      if (text !== '') takeBack = put(text, how);
    }
    told = text;
    spoken = language();
  };
}
