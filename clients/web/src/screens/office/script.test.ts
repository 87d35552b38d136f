// The coordinator's script editor: moving, limits and what is missing.
import { describe, expect, it } from 'vitest';
import {
  asSent, changed, emptyPhase, formOf, forms, isEdited, isWholeBetween, minutesOf, missingIn, moved, wholeBetween,
  withChairs, withForm, withModes, withPhase, withoutPhase, withRound, withTables,
} from './script.ts';

const three = ['a', 'b', 'c'].map((title) => emptyPhase(title));
const titles = (script: readonly { title: string }[]) => script.map((phase) => phase.title).join('');

describe('a script being edited', () => {
  it('moves a phase one place and no further than the ends', () => {
    expect(titles(moved(three, 1, -1))).toBe('bac');
    expect(titles(moved(three, 1, 1))).toBe('acb');
    expect(titles(moved(three, 0, -1))).toBe('abc');
    expect(titles(moved(three, 2, 1))).toBe('abc');
  });
  it('adds, removes and changes without touching the list it was given', () => {
    expect(titles(withPhase(three, emptyPhase('d')))).toBe('abcd');
    expect(titles(withoutPhase(three, 0))).toBe('bc');
    expect(titles(changed(three, 2, { title: 'z' }))).toBe('abz');
    expect(titles(three)).toBe('abc');
  });
  it('says how a part at tables goes, and takes a choice away again', () => {
    const at = (phase: ReturnType<typeof emptyPhase>, key: string, value: string) => withTables(phase, key, value);
    const pairs = at(emptyPhase('a'), 'grouping', 'pairs');
    expect([pairs.tables, pairs.werkvorm]).toEqual([{ grouping: 'pairs' }, 'een-twee-vier']);
    const mixed = at(pairs, 'sides', 'mixed');
    expect([mixed.tables, mixed.werkvorm]).toEqual([{ grouping: 'pairs', sides: 'mixed' }, 'een-twee-vier']);
    expect(at(mixed, 'grouping', 'none').tables).toEqual({ sides: 'mixed' });
    expect(at(mixed, 'grouping', 'rotate').werkvorm).toBe('wereldcafe');
  });
  it('stops at the largest number of phases', () => {
    const many = Array.from({ length: 40 }, (_, i) => emptyPhase(String(i)));
    expect(withPhase(many, emptyPhase('too much'))).toHaveLength(40);
  });
  it('gives silent writing a column and its own werkvorm', () => {
    const phase = withModes(emptyPhase('x'), 'closed', 'silent', 'Kaartjes');
    expect(phase.werkvorm).toBe('stilschrijven');
    expect(phase.columns).toEqual([{ id: '', title: 'Kaartjes' }]);
    expect(withModes(phase, 'closed', 'none', 'Kaartjes').columns).toEqual([]);
  });

  it('names a check-in a rondje and a round in which people tell a praatronde', () => {
    const phase = withModes(emptyPhase('x'), 'round', 'none', 'Kaartjes');
    expect(phase.werkvorm).toBe('praatronde');
    expect(withRound(phase, 'check')).toMatchObject({ werkvorm: 'rondje', round: 'check' });
    expect(withRound(withRound(phase, 'check'), 'talking')).toMatchObject({ werkvorm: 'praatronde', round: 'talking' });
  });

  it('goes back to all together where only the staff talk', () => {
    const atTables = { ...withModes(emptyPhase('x'), 'open', 'none', 'Kaartjes'), target: 'table' as const };
    expect(withModes(atTables, 'round', 'open', 'Kaartjes').target).toBe('table');
    expect(withModes(atTables, 'closed', 'none', 'Kaartjes').target).toBe('plenary');
    expect(withModes(emptyPhase('x'), 'closed', 'open', 'Kaartjes')).not.toHaveProperty('target');
  });

  it('gives a free talk a circle, and takes it away with the way of talking', () => {
    const free = withModes(emptyPhase('x'), 'free', 'none', 'Kaartjes');
    expect(free.werkvorm).toBe('vrij-gesprek');
    const circle = withChairs(free, 5);
    expect(circle).toMatchObject({ chairs: 5, werkvorm: 'vissenkom' });
    expect(withChairs(circle, 0)).not.toHaveProperty('chairs');
    expect(withModes(circle, 'open', 'none', 'Kaartjes')).not.toHaveProperty('chairs');
  });

  it('gives a talk one form of its own at most, and a name for it', () => {
    const open = withModes(emptyPhase('x'), 'open', 'none', 'Kaartjes');
    for (const form of forms) expect(formOf(withForm(open, form, 'Iemand uit 2050'))).toBe(form);
    const back = withForm(open, 'says_back', '');
    expect(withForm(back, 'proposal', '')).toMatchObject({ proposal: '', werkvorm: 'consent', target: 'plenary' });
    expect(withForm(back, 'proposal', '')).not.toHaveProperty('says_back');
    expect(withForm(back, 'none', '').werkvorm).toBe('wachtrij');
    expect(asSent(withForm(open, 'voice', ' '))).not.toHaveProperty('voice');
  });

  it('sends no empty line of those for whom people speak', () => {
    expect(asSent({ ...emptyPhase('x'), speaks_for: [' De vijver ', '', '  '] }).speaks_for).toEqual(['De vijver']);
    expect(asSent(emptyPhase('x'))).toEqual(emptyPhase('x'));
  });
  it('knows whether somebody worked on it', () => {
    expect(isEdited(three, [...three])).toBe(false);
    expect(isEdited(changed(three, 0, { minutes: 11 }), three)).toBe(true);
    expect(isEdited(moved(three, 0, 1), three)).toBe(true);
    expect(isEdited(three, undefined)).toBe(true);
    expect(isEdited([], three)).toBe(false);
  });
  it('names what is missing', () => {
    expect(missingIn([])).toEqual({ what: 'phases' });
    expect(missingIn(changed(three, 1, { title: '  ' }))).toEqual({ what: 'title', index: 1 });
    expect(missingIn(changed(three, 2, { writing: 'open' }))).toEqual({ what: 'column', index: 2 });
    expect(missingIn(three)).toBeNull();
  });
  it('counts minutes and keeps numbers whole and within bounds', () => {
    expect(minutesOf(three)).toBe(30);
    expect(wholeBetween(7.6, 1, 480, 5)).toBe(8);
    expect(wholeBetween(0, 1, 480, 5)).toBe(1);
    expect(wholeBetween(Number.NaN, 1, 480, 5)).toBe(5);
    expect(['7', '480'].every((typed) => isWholeBetween(typed, 1, 480))).toBe(true);
    expect(['', '0', '481', '7.5', '-1', ' 7', '1e2'].some((typed) => isWholeBetween(typed, 1, 480))).toBe(false);
  });
});
