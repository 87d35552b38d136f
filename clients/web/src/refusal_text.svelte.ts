// The words of a refusal on the resident's pages. They come after the first view, and else with the first refusal:
// who hears no has a line to fetch them by. Until then it says nothing, or that a piece of the page did not come.
import type { Refusal } from './protocol.gen.ts';
import { haveWords, needWords, words } from './words/index.svelte.ts';

let hasFailed = $state(false);

export function refusalText(reason: Refusal | 'unreadable'): string {
  if (haveWords('refusals')) return words.refusals[reason];
  if (!hasFailed) needWords(['refusals']).catch(() => (hasFailed = true));
  return hasFailed ? words.shared.loadFailed : '';
}
