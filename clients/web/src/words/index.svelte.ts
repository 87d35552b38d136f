// The words of the pages. Dutch is written first; its shape is the type of the other two, so a missing sentence does
// not compile. Words are loaded per language and per part, so a phone never loads the staff's words.
// Use: `words.resident.join.title`; App loads the parts that a screen needs before it shows the screen.
import type { FloorWords } from './nl/floor.ts';
import type { KeepingWords } from './nl/keeping.ts';
import type { RefusalWords } from './nl/refusals.ts';
import type { ResidentWords } from './nl/resident.ts';
import type { SharedWords } from './nl/shared.ts';
import type { StaffWords } from './nl/staff.ts';
import type { TabletWords } from './nl/tablet.ts';

export type Language = 'nl' | 'en' | 'fy';
export const languages: readonly Language[] = ['nl', 'en', 'fy'];
export const languageNames: Record<Language, string> = { nl: 'Nederlands', en: 'English', fy: 'Frysk' };

export interface Words {
  shared: SharedWords;
  refusals: RefusalWords;
  resident: ResidentWords;
  staff: StaffWords;
  keeping: KeepingWords;
  floor: FloorWords;
  tablet: TabletWords;
}
export type Part = keyof Words;

// Words that come with the staff's are no part of their own.
const shelves = {
  ...import.meta.glob<{ words: unknown }>(['./nl/*.ts', '!./nl/{board,hands,office,reasons}.ts']),
  ...import.meta.glob<{ words: unknown }>(['./en/*.ts', '!./en/{board,hands,office,reasons}.ts']),
  ...import.meta.glob<{ words: unknown }>(['./fy/*.ts', '!./fy/{board,hands,office,reasons}.ts']),
};

let current = $state.raw<Partial<Words>>({});
let spoken = $state<Language>('nl');
const needed = new Set<Part>();

// Reading a part that was never needed is a fault of the screen that forgot to name it.
export const words: Words = new Proxy({} as Words, {
  get(_, part: Part) {
    const found = current[part];
    if (!found) throw new Error(`words not loaded: ${part}`);
    return found;
  },
});

// May a part be read already? For words that come after the first view.
export function haveWords(part: Part): boolean {
  return current[part] !== undefined;
}

export function language(): Language {
  return spoken;
}

export async function needWords(parts: readonly Part[]): Promise<void> {
  const missing = parts.filter((part) => !current[part]);
  for (const part of parts) needed.add(part);
  if (missing.length > 0) current = { ...current, ...(await load(spoken, missing)) };
}

// Changes all words at once, when they have come; a page never speaks two languages.
export async function speak(wanted: Language): Promise<void> {
  const loaded = await load(wanted, [...needed]);
  spoken = wanted;
  current = loaded;
}

async function load(from: Language, parts: readonly Part[]): Promise<Partial<Words>> {
  const found = await Promise.all(parts.map(async (part) => {
    const shelf = shelves[`./${from}/${part}.ts`];
    if (!shelf) throw new Error(`no words ${from}/${part}`);
    return [part, (await shelf()).words] as const;
  }));
  return Object.fromEntries(found) as Partial<Words>;
}
