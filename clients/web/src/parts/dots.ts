// Ballots with dots, read out of the store: the newest one, what can be weighed in it, and what came of it. Puts the
// server's counts in order and into words; decides no rule. Pure.
import type { BallotThing, CardDots, CardThing, ColumnThing } from '../protocol.gen.ts';
import type { Store } from '../store.ts';
import { words } from '../words/index.svelte.ts';

export interface Weighable {
  column: ColumnThing;
  cards: CardThing[];
}

export function newestBallot(store: Store): BallotThing | null {
  return [...store.ballot.values()].reduce<BallotThing | null>(
    (newest, one) => (newest && Number(newest.id) > Number(one.id) ? newest : one), null,
  );
}

// The cards on which dots can stand, as they hang: column after column.
export function weighable(store: Store, ballot: BallotThing): Weighable[] {
  const columns = [...store.column.values()]
    .filter((one) => one.phase === ballot.phase && (ballot.column === undefined || one.id === ballot.column))
    .sort((a, b) => a.position - b.position);
  return columns
    .map((column) => ({
      column,
      cards: [...store.card.values()]
        .filter((card) => card.column === column.id && !card.is_erased && !card.is_kept && !card.hidden_because)
        .sort((a, b) => a.position - b.position),
    }))
    .filter((one) => one.cards.length > 0);
}

// What a card got in the newest ballot in which it got anything.
export function dotsOn(store: Store, card: string): CardDots | undefined {
  const ballots = [...store.ballot.values()].sort((a, b) => Number(b.id) - Number(a.id));
  return ballots.flatMap((one) => one.results ?? []).find((row) => row.card === card);
}

export function stickersOf(row: CardDots): number {
  return row.stickers_hall + row.stickers_online;
}

// "5 stippen, 3 stickers in de zaal"
export function dotsText(row: CardDots): string {
  const say = words.floor.dots;
  const stickers = stickersOf(row);
  return [row.dots > 0 || stickers === 0 ? say.count(row.dots) : '', stickers > 0 ? say.stickers(stickers) : '']
    .filter(Boolean).join(', ');
}
