// A keyed store of what the server showed; no page, no rule. New values replace old ones, pages derive the rest.
// Called by the line (connection.ts) only; read by everything.
import type { OwnCard, OwnCards, Snapshot, Thing, ThingKey, Update } from './protocol.gen.ts';

export type Kind = Thing['type'];
export type ThingOf<K extends Kind> = Extract<Thing, { type: K }>;
export type Store = { readonly [K in Kind]: Map<string, ThingOf<K>> };

const kinds: readonly Kind[] = [
  'room', 'phase', 'seat', 'floor', 'balance', 'turn', 'column', 'card', 'seating', 'proposal', 'theme',
  'ballot',
];

export function makeStore(makeMap: <K, V>() => Map<K, V> = () => new Map()): Store {
  return Object.fromEntries(kinds.map((kind) => [kind, makeMap()])) as unknown as Store;
}

export function change(store: Store, update: Pick<Update, 'changed' | 'removed'>): void {
  for (const thing of update.changed) put(store, thing);
  for (const key of update.removed) take(store, key);
}

// Replaces everything by the things of a whole snapshot (all its pages).
export function replace(store: Store, things: readonly Thing[]): void {
  const kept = new Map<string, Set<string>>(kinds.map((kind) => [kind, new Set()]));
  for (const thing of things) kept.get(thing.type)?.add(thing.id);
  for (const kind of kinds) {
    for (const id of [...store[kind].keys()]) if (!kept.get(kind)?.has(id)) store[kind].delete(id);
  }
  for (const thing of things) put(store, thing);
}

function put(store: Store, thing: Thing): void {
  // A newer server may show kinds that this page does not know yet.
  const shelf = store[thing.type] as Map<string, Thing> | undefined;
  shelf?.set(thing.id, thing);
}

function take(store: Store, key: ThingKey): void {
  const shelf = store[key.type as Kind] as Map<string, Thing> | undefined;
  shelf?.delete(key.id);
}

// The cards of the own seat: a line starts with all of them, then only what changed comes.
export function changeOwnCards(cards: Map<string, OwnCard>, news: OwnCards): void {
  if (news.is_start) cards.clear();
  for (const card of news.changed) cards.set(card.id, card);
  for (const id of news.removed) cards.delete(id);
}

// Collects the pages of a snapshot; gives all things back when the last page has come. A page out of order means that
// another snapshot began: then the earlier pages are worth nothing.
export function makePages(): { add(page: Snapshot): Thing[] | null } {
  let things: Thing[] = [];
  let expected = 1;
  return {
    add(page) {
      if (page.page === 1) {
        things = [];
        expected = 1;
      }
      if (page.page !== expected) return null;
      things.push(...page.things);
      expected += 1;
      if (!page.is_last) return null;
      const whole = things;
      things = [];
      expected = 1;
      return whole;
    },
  };
}
