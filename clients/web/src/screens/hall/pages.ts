// Which cards stand on the hall screen together. Type must stay readable from ten metres, so cards go on pages that
// follow each other calmly. Heights are counted in lines, roughly and a little too high: a card may never be cut.
// Pure; HallBoard calls it.
import type { CardThing, ColumnThing } from '../../protocol.gen.ts';

export interface BoardSize {
  columns: number;                        // how many lists of cards fit side by side
  lines: number;                          // lines of text in one list
  signs: number;                          // signs on one line of a card
  frame: number;                          // lines that the edges of a card and the space below it take
}

// The id of what is no card but the name of a theme begins with this.
export const headMark = 'theme ';

export interface List {
  column: ColumnThing;
  cards: CardThing[];
}

// One page of lists. `row`: all columns side by side; `grid`: all columns, two by two; `column`: one column of the
// board, spread over several lists.
export interface Page {
  lists: List[];
  shape: 'row' | 'grid' | 'column';
  step: number;                           // which of the steps of type it is set in
}

export function linesOf(text: string, signs: number): number {
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    lines += 1;
    let used = 0;
    for (const word of paragraph.split(/\s+/)) {
      const length = [...word].length;
      if (used > 0 && used + 1 + length <= signs) {
        used += 1 + length;
        continue;
      }
      if (used > 0) lines += 1;
      lines += Math.max(0, Math.ceil(length / signs) - 1);   // a word longer than the line goes on below
      used = length === 0 ? 0 : ((length - 1) % signs) + 1;
    }
  }
  return lines;
}

export function heightOf(card: CardThing, { signs, frame }: Pick<BoardSize, 'signs' | 'frame'>): number {
  return linesOf(card.text, signs) + frame;
}

export function fits(list: List, size: BoardSize): boolean {
  const isBroken = list.cards.some((card) => card.text.split(/\s+/).some((word) => [...word].length > size.signs));
  return !isBroken && list.cards.reduce((sum, card) => sum + heightOf(card, size), 0) <= size.lines;
}

// What fits where in one size of type.
export interface Step {
  row: BoardSize;
  grid: BoardSize;
  column: BoardSize;
}

// In the largest type in which all columns fit at once and no word is cut in two; else column after column, each over
// as many lists and pages as it needs. Columns without cards take no page of their own. `steps` go from large to small.
export function pagesOf(board: readonly List[], steps: readonly Step[]): Page[] {
  const withCards = board.filter((list) => list.cards.length > 0);
  if (withCards.length === 0) return [];
  for (const [step, sizes] of steps.entries()) {
    for (const shape of ['row', 'grid'] as const) {
      const size = sizes[shape];
      const isWhole = board.length <= size.columns && board.every((list) => fits(list, size));
      if (isWhole) return [{ lists: [...board], shape, step }];
    }
  }
  return withCards.flatMap((list) => columnPages(list, steps));
}

function columnPages(list: List, steps: readonly Step[]): Page[] {
  const inStep = (step: number): Page[] => {
    const size = steps[step]?.column ?? { columns: 1, lines: 1, signs: 1, frame: 1 };
    const stacks = stacksOf(list.cards, size);
    const pages: Page[] = [];
    for (let i = 0; i < stacks.length; i += size.columns) {
      const lists = stacks.slice(i, i + size.columns).map((cards) => ({ column: list.column, cards }));
      pages.push({ lists, shape: 'column', step });
    }
    return pages;
  };
  const whole = steps.findIndex(({ column }, step) => {
    const pages = inStep(step);
    return pages.length === 1 && pages[0]?.lists.every((one) => fits(one, column));
  });
  return inStep(whole >= 0 ? whole : steps.length - 1);
}

// What fits on one page is spread evenly over its lists; what does not fills list after list.
function stacksOf(cards: readonly CardThing[], size: BoardSize): CardThing[][] {
  const whole = cards.reduce((sum, card) => sum + heightOf(card, size), 0);
  for (let lines = Math.ceil(whole / size.columns); lines < size.lines; lines += 1) {
    const stacks = filled(cards, { ...size, lines });
    if (stacks.length <= size.columns) return stacks;
  }
  return filled(cards, size);
}

function filled(cards: readonly CardThing[], size: BoardSize): CardThing[][] {
  const stacks: CardThing[][] = [];
  let used = 0;
  for (const card of cards) {
    const height = heightOf(card, size);
    const stack = stacks[stacks.length - 1];
    if (stack && used + height <= size.lines) {
      stack.push(card);
      used += height;
    } else {
      stacks.push([card]);
      used = height;
    }
  }
  return stacks;
}

// The page on which a card stands; the first one when it is nowhere.
export function pageWith(pages: readonly Page[], card: string): number {
  const found = pages.findIndex((page) => page.lists.some((list) => list.cards.some((one) => one.id === card)));
  return Math.max(0, found);
}
