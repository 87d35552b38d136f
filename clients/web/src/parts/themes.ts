// Cards under the theme in which the server shows them. Decides no rule. Pure.
import type { CardThing, ThemeThing } from '../protocol.gen.ts';
import type { Store } from '../store.ts';
import { words } from '../words/index.svelte.ts';

export interface Group {
  theme: ThemeThing | null;               // null: in none
  cards: CardThing[];
}

// Themes of a column that stand by themselves, in order of making.
export function themesOf(store: Store, column: string): ThemeThing[] {
  return [...store.theme.values()]
    .filter((one) => one.column === column && one.merged_into === undefined)
    .sort((a, b) => a.position - b.position);
}

// What was merged into it, to be undone.
export function mergedInto(store: Store, theme: string): ThemeThing[] {
  return [...store.theme.values()].filter((one) => one.merged_into === theme).sort((a, b) => a.position - b.position);
}

// All themes of the column with their cards, also empty ones, and the cards that are in none.
export function grouped(store: Store, column: string, cards: readonly CardThing[]): Group[] {
  const groups: Group[] = themesOf(store, column).map((theme) => (
    { theme, cards: cards.filter((card) => card.theme === theme.id) }
  ));
  return [...groups, { theme: null, cards: cards.filter((card) => card.theme === undefined) }];
}

export function titleOf(theme: ThemeThing): string {
  return theme.title === '' ? words.floor.board.theme(theme.position) : theme.title;
}
