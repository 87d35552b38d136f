// Pages of the hall screen: nothing is lost, nothing stands twice, nothing is higher than the screen.
import { describe, expect, it } from 'vitest';
import type { CardThing, ColumnThing } from '../../protocol.gen.ts';
import { heightOf, linesOf, pagesOf, pageWith, type BoardSize } from './pages.ts';

const row: BoardSize = { columns: 4, lines: 12, signs: 16, frame: 1 };
const grid: BoardSize = { columns: 4, lines: 5, signs: 32, frame: 1 };
const wide: BoardSize = { columns: 2, lines: 12, signs: 32, frame: 1 };
const sizes = [{ row, grid, column: wide }];
const column = (id: string): ColumnThing => ({ type: 'column', id, phase: 'p', position: 0, title: id });
const card = (id: string, text: string): CardThing =>
  ({ type: 'card', id, column: 'a', position: 0, text, is_erased: false, is_corrected: false });
const list = (id: string, texts: string[]) =>
  ({ column: column(id), cards: texts.map((text, i) => card(`${id}${i}`, text)) });

describe('lines of a card', () => {
  it('wraps words, breaks long ones and counts paragraphs', () => {
    expect(linesOf('kort', 16)).toBe(1);
    expect(linesOf('een twee drie vier vijf', 10)).toBe(3);
    expect(linesOf('a\nb', 16)).toBe(2);
    expect(linesOf('x'.repeat(33), 16)).toBe(3);
    expect(linesOf('x'.repeat(16), 16)).toBe(1);
  });
});

describe('pages of a board', () => {
  it('shows all columns at once when they fit, empty ones too', () => {
    const pages = pagesOf([list('a', ['kort']), list('b', [])], sizes);
    expect(pages).toHaveLength(1);
    expect(pages[0]?.lists.map((one) => one.column.id)).toEqual(['a', 'b']);
  });
  it('goes two by two rather than cut a word, and column by column when that is too full', () => {
    const long = 'parkeerplaatsenverordening';
    expect(pagesOf([list('a', [long]), list('b', ['kort'])], sizes).map((page) => page.shape)).toEqual(['grid']);
    expect(pagesOf([list('a', [long, long, long])], sizes).map((page) => page.shape)).toEqual(['column']);
  });
  it('has no page without cards', () => {
    expect(pagesOf([list('a', [])], sizes)).toEqual([]);
  });
  it('goes column by column when there are many, and loses no card', () => {
    const many = Array.from({ length: 30 }, (_, i) => `kaart nummer ${i}`);
    const board = [list('a', many), list('b', ['een']), list('c', [])];
    const pages = pagesOf(board, sizes);
    const shown = pages.flatMap((page) => page.lists.flatMap((one) => one.cards.map((that) => that.id)));
    expect(shown).toEqual(board.flatMap((one) => one.cards.map((that) => that.id)));
    for (const page of pages) {
      expect(new Set(page.lists.map((one) => one.column.id)).size).toBe(1);
      for (const one of page.lists) {
        expect(one.cards.reduce((sum, that) => sum + heightOf(that, wide), 0)).toBeLessThanOrEqual(wide.lines);
      }
    }
    expect(pageWith(pages, 'b0')).toBe(pages.length - 1);
    expect(pageWith(pages, 'nowhere')).toBe(0);
  });
  it('spreads what fits on one page evenly over its lists', () => {
    const tight = [{ row: { ...row, lines: 2 }, grid: { ...grid, lines: 2 }, column: wide }];
    const pages = pagesOf([list('a', ['een', 'twee', 'drie', 'vier'])], tight);
    expect(pages.map((page) => page.lists.map((one) => one.cards.length))).toEqual([[2, 2]]);
  });
  it('gives a card that is higher than a list a list of its own', () => {
    const tight = [{ row, grid, column: { ...wide, lines: 5 } }];
    const pages = pagesOf([list('a', ['x'.repeat(400), 'kort', 'x'.repeat(400)])], tight);
    expect(pages.flatMap((page) => page.lists).map((one) => one.cards.length)).toEqual([1, 1, 1]);
  });
  it('takes the largest type that holds everything', () => {
    const large = {
      row: { ...row, lines: 4, signs: 8 }, grid: { ...grid, lines: 2, signs: 8 }, column: { ...wide, lines: 4 },
    };
    const steps = [large, ...sizes];
    const stepsOf = (board: Parameters<typeof pagesOf>[0]) => pagesOf(board, steps).map((page) => page.step);
    expect(stepsOf([list('a', ['kort'])])).toEqual([0]);
    expect(stepsOf([list('a', ['kort', 'kort', 'kort'])])).toEqual([1]);
    expect(stepsOf([list('a', ['bibliotheken'])])).toEqual([1]);
    expect(new Set(stepsOf([list('a', Array.from({ length: 40 }, () => 'kort'))]))).toEqual(new Set([1]));
  });
});
