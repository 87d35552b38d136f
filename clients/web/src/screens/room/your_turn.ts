// Calls somebody whose turn it is: buzz, spoken word, and the tab's title. Called by Inside.
import { announce } from '../../announce.ts';

export function callPerson(words: string, how: 'now' | 'soon'): void {
  // Not every phone can buzz, and none may before its first touch (after a reload); the screen says it as well.
  const isTouched = navigator.userActivation?.hasBeenActive ?? true;
  if (isTouched && 'vibrate' in navigator) navigator.vibrate(how === 'now' ? [220, 120, 220] : [90]);
  announce(words, how === 'now' ? 'urgent' : 'calm');
}
