// One word, one thing: what protocol/GLOSSARY.md rejects (in italics, in its last column) stands on no Dutch page and
// in no script to start from. Node reads the files; nothing of a page runs.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { words as floor } from './nl/floor.ts';
import { words as keeping } from './nl/keeping.ts';
import { words as refusals } from './nl/refusals.ts';
import { reasons as english } from './en/reasons.ts';
import { reasons as frisian } from './fy/reasons.ts';
import { reasons as dutch } from './nl/reasons.ts';
import { words as resident } from './nl/resident.ts';
import { words as shared } from './nl/shared.ts';
import { words as staff } from './nl/staff.ts';
import { words as tablet } from './nl/tablet.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

function rejected(): string[] {
  const rows = readFileSync(`${root}protocol/GLOSSARY.md`, 'utf8').split('\n').filter((row) => row.startsWith('| '));
  return rows.flatMap((row) => [...(row.split('|')[4] ?? '').matchAll(/\*([^*]+)\*/g)].map((hit) => hit[1] ?? ''));
}

// Every sentence of a tree of words; those that want a value get one.
function sentences(tree: unknown, path: string): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  if (typeof tree === 'function') return [[path, String((tree as (value: number) => string)(2))]];
  return Object.entries(tree as object).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
}

interface Script {
  phases: { title: string; instruction: string }[];
}

function scripts(): [string, string][] {
  const folder = `${root}server/formats/`;
  return readdirSync(folder).flatMap((name) => {
    const script = JSON.parse(readFileSync(folder + name, 'utf8')) as Script;
    return script.phases.flatMap((phase): [string, string][] => [
      [`${name}: title`, phase.title], [`${name}: instruction`, phase.instruction],
    ]);
  });
}

const all = [...sentences({ floor, keeping, refusals, resident, shared, staff, tablet }, 'nl'), ...scripts()];

describe('one word, one thing', () => {
  it('has sentences to look at', () => {
    expect(all.length).toBeGreaterThan(500);
    expect(rejected().length).toBeGreaterThanOrEqual(9);
  });

  it.each(rejected())('nobody reads “%s”', (word) => {
    const sign = new RegExp(`(?<!\\p{L})${word}(?:s|en|jes?)?(?!\\p{L})`, 'iu');
    expect(all.filter(([, sentence]) => sign.test(sentence))).toEqual([]);
  });
});

// The sentences for a text that a rule stopped are written down once, for the program and for the pages.
describe('reasons why a text waits', () => {
  it('are those of the rules, sentence by sentence', () => {
    const file = readFileSync(`${root}moderation/data/reasons.toml`, 'utf8');
    for (const [language, reasons] of Object.entries({ nl: dutch, en: english, fy: frisian })) {
      const rows = [...file.matchAll(/^\[(\w+)\]\n([^[]*)/gm)].map(([, reason, texts]) => [
        reason, new RegExp(`^${language} = "(.*)"$`, 'm').exec(texts ?? '')?.[1],
      ]);
      expect(rows.length).toBeGreaterThan(10);
      expect(reasons).toEqual(Object.fromEntries(rows));
    }
  });
});
