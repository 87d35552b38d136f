// The cockpit's keys: they never fire while somebody types, and never steal from the browser or from a button.
import { expect, it } from 'vitest';
import { keyAct, type Pressed } from './keys.ts';

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, target: { tagName: 'BODY' }, ...more,
});

it('knows the keys of the list, in small letters and capitals', () => {
  expect(['g', 'G', 'p', 'k', ' ', '?', 'Escape'].map((key) => keyAct(press(key)))).toEqual(
    ['give_floor', 'give_floor', 'pause', 'done', 'next_phase', 'help', 'escape']);
  expect(keyAct(press('x'))).toBeNull();
});
it('is silent while somebody types, but escape still closes', () => {
  for (const tagName of ['INPUT', 'textarea', 'SELECT']) expect(keyAct(press('p', { target: { tagName } }))).toBeNull();
  expect(keyAct(press('g', { target: { tagName: 'DIV', isContentEditable: true } }))).toBeNull();
  expect(keyAct(press('Escape', { target: { tagName: 'INPUT' } }))).toBe('escape');
});
it('leaves the space bar to the button that has the focus', () => {
  expect(keyAct(press(' ', { target: { tagName: 'BUTTON' } }))).toBeNull();
  expect(keyAct(press('g', { target: { tagName: 'BUTTON' } }))).toBe('give_floor');
});
it('leaves shortcuts and held keys alone', () => {
  expect(keyAct(press('p', { ctrlKey: true }))).toBeNull();
  expect(keyAct(press('g', { repeat: true }))).toBeNull();
});
