// What a person chose for reading: language and big text. Kept on this phone, put on the html element.
import { hush } from './announce.ts';
import { pageShelf, type Shelf } from './shelf.ts';
import { language, languages, speak, type Language } from './words/index.svelte.ts';

const shelf: Shelf = pageShelf();
let bigText = $state(shelf.get('big-text') === 'yes');

export const settings = {
  shelf,
  get bigText(): boolean {
    return bigText;
  },
  set bigText(wanted: boolean) {
    bigText = wanted;
    shelf.set('big-text', wanted ? 'yes' : 'no');
    applyText();
  },
  get language(): Language {
    return language();
  },
  async speak(wanted: Language): Promise<void> {
    await speak(wanted);
    hush();
    shelf.set('language', wanted);
    document.documentElement.lang = wanted;
  },
};

// Dutch unless this phone chose otherwise: a phone set to English in a Dutch street is common and proves nothing.
export async function readSettings(): Promise<void> {
  applyText();
  const kept = languages.find((one) => one === shelf.get('language'));
  if (kept && kept !== language()) await speak(kept);
  document.documentElement.lang = language();
}

function applyText(): void {
  document.documentElement.classList.toggle('is-big-text', bigText);
}
