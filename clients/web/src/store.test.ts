// The keyed store: new values replace old ones, pages of a snapshot are applied together.

import { describe, expect, it } from 'vitest';
import type { CardThing, OwnCard, Snapshot, Thing } from './protocol.gen.ts';
import { change, changeOwnCards, makePages, makeStore, replace } from './store.ts';

const card = (id: string, text: string): CardThing => ({
  type: 'card', id, column: 'c1', position: 1, text, is_erased: false, is_corrected: false,
});
const page = (number: number, isLast: boolean, things: Thing[]): Snapshot => ({
  type: 'snapshot', epoch: 'e', n: 4, view: 'participant', now: 0, page: number, is_last: isLast, things,
});

describe('own cards', () => {
  const own = (id: string, text: string): OwnCard => ({ id, column: 'c1', text, is_draft: true, is_hidden: false });
  const news = { type: 'own_cards' as const, seat: 's', is_start: false, changed: [], removed: [] };

  it('start anew with a line, and then change one by one', () => {
    const cards = new Map([['gone', own('gone', 'of an earlier line')]]);
    changeOwnCards(cards, { ...news, is_start: true, changed: [own('a', 'one')] });
    changeOwnCards(cards, { ...news, changed: [own('b', 'two')] });
    expect([...cards.keys()]).toEqual(['a', 'b']);
    changeOwnCards(cards, { ...news, changed: [own('a', 'three')], removed: ['b'] });
    expect([...cards.values()].map((card) => card.text)).toEqual(['three']);
  });
});

describe('the store', () => {
  it('puts new values in place of old ones and takes what is gone', () => {
    const store = makeStore();
    change(store, { changed: [card('a', 'one'), card('b', 'two')], removed: [] });
    change(store, { changed: [card('a', 'three')], removed: [{ type: 'card', id: 'b' }] });
    expect([...store.card.values()].map((one) => one.text)).toEqual(['three']);
  });

  it('forgets what a new snapshot does not show', () => {
    const store = makeStore();
    change(store, { changed: [card('a', 'hidden since')], removed: [] });
    replace(store, [card('b', 'still here')]);
    expect([...store.card.keys()]).toEqual(['b']);
  });

  it('leaves kinds alone that a newer server may send', () => {
    const store = makeStore();
    const strange = { type: 'drawing', id: 'x' } as unknown as Thing;
    replace(store, [strange, card('a', 'one')]);
    change(store, { changed: [strange], removed: [{ type: 'drawing', id: 'x' }] });
    expect(store.card.size).toBe(1);
  });
});

describe('the pages of a snapshot', () => {
  it('come out together, with the last one', () => {
    const pages = makePages();
    expect(pages.add(page(1, false, [card('a', '1')]))).toBeNull();
    expect(pages.add(page(2, false, [card('b', '2')]))).toBeNull();
    expect(pages.add(page(3, true, [card('c', '3')]))?.map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });

  it('of a snapshot that was cut off are worth nothing', () => {
    const pages = makePages();
    pages.add(page(1, false, [card('old', '1')]));
    expect(pages.add(page(1, true, [card('new', '1')]))?.map((one) => one.id)).toEqual(['new']);
  });

  it('out of order give nothing', () => {
    expect(makePages().add(page(2, true, [card('a', '1')]))).toBeNull();
  });
});
