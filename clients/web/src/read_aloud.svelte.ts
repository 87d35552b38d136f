// Reads a text aloud with the phone's own voice. Nothing leaves the phone through us; where there is no voice the
// button is not shown.
import { settings } from './settings.svelte.ts';

const locales = { nl: 'nl-NL', en: 'en-GB', fy: 'nl-NL' } as const;   // no phone speaks Frisian; Dutch comes nearest
let isReading = $state(false);

export const aloud = {
  get isPossible(): boolean {
    return typeof speechSynthesis !== 'undefined' && typeof SpeechSynthesisUtterance !== 'undefined';
  },
  get isReading(): boolean {
    return isReading;
  },
  read(texts: readonly string[]): void {
    aloud.stop();
    const words = new SpeechSynthesisUtterance(texts.filter((text) => text !== '').join('. '));
    words.lang = locales[settings.language];
    words.rate = 0.95;
    words.onend = words.onerror = () => (isReading = false);
    isReading = true;
    speechSynthesis.speak(words);
  },
  stop(): void {
    if (aloud.isPossible) speechSynthesis.cancel();
    isReading = false;
  },
};
