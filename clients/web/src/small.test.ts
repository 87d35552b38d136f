// Small pure parts of the pages: clocks, delays, routes, links, button states, contrast of the colours.

import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clockText, makeRoomClock } from './clock.ts';
import { backoff, comeback } from './comeback.ts';
import { pieces } from './links.ts';
import { routeOf, tidyCode } from './routes.ts';
import { tableToSay } from './parts/side.ts';
import { behindMe, floorState } from './screens/room/floor_state.ts';
import { callPerson } from './screens/room/your_turn.ts';
import { bytesOf, signsOf } from './textsize.ts';
import type { FloorThing, Own, PhaseThing, RoomThing } from './protocol.gen.ts';

describe('coming back', () => {
  it.each([
    [1006, 0, 1, 1_000], [1006, 3, 1, 8_000], [1006, 9, 1, 20_000], [1006, 9, 0, 0], [4000, 0, 1, 1_000],
  ])('after code %i, try %i, chance %d: %i ms', (code, tries, chance, ms) => {
    expect(comeback(code, tries, chance)).toEqual({ come: 'back', in_ms: ms });
  });

  it('later when the server says later, never when it says stop', () => {
    const later = comeback(4129, 0, 0);
    expect(later.come === 'back' && later.in_ms).toBeGreaterThanOrEqual(3_000);
    expect(comeback(4400, 0, 0).come).toBe('never');
    expect(comeback(4499, 0, 0).come).toBe('never');
    expect(backoff(50, 1)).toBe(20_000);
  });

  // A hall waits for its facilitator's page: with equal luck the cockpit is never later than a phone, and never far.
  it('lets who leads back first', () => {
    for (const code of [1006, 1012, 4000]) {
      for (let tries = 0; tries < 12; tries += 1) {
        for (const luck of [0, 0.3, 0.7, 1]) {
          const few = comeback(code, tries, luck, 'few');
          const many = comeback(code, tries, luck);
          if (few.come !== 'back' || many.come !== 'back') throw new Error('nobody comes back');
          expect(few.in_ms).toBeLessThanOrEqual(many.in_ms);
          expect(few.in_ms).toBeLessThanOrEqual(2_000);
        }
      }
    }
  });
});

describe('calling a person', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([[false, 0], [true, 1], [undefined, 1]])('a page touched: %s, buzzes %i times', (touched, times) => {
    const vibrate = vi.fn();
    const userActivation = touched === undefined ? undefined : { hasBeenActive: touched };
    vi.stubGlobal('navigator', { vibrate, userActivation });
    callPerson('Jij bent aan het woord', 'now');
    expect(vibrate).toHaveBeenCalledTimes(times);
  });
});

describe('the chip beside a name', () => {
  it.each([
    ['Jan', 'hall', 3, 3], ['Jan (2)', 'hall', 3, 3], ['Jan (tafel 3)', 'hall', 3, null], ['Jan', 'hall', null, null],
    ['Jan (tafel 3)', 'hall', 13, 13], ['Jan', 'online', 3, null],
  ] as const)('%s, %s at table %s', (label, side, table, said) => {
    expect(tableToSay({ label, side, ...(table === null ? {} : { table }) })).toBe(said);
  });
});

describe('addresses', () => {
  it.each([
    ['/', '', { page: 'start' }],
    ['/k/ABCD2345', '', { page: 'room', code: 'abcd2345', claim: null }],
    ['/k/abcd2345', '#claim=x.Y-9_', { page: 'room', code: 'abcd2345', claim: 'x.Y-9_' }],
    ['/k/abcd2345', '#claim=<img>', { page: 'room', code: 'abcd2345', claim: null }],
    ['/zaal/abcd2345', '', { page: 'hall', code: 'abcd2345', ticket: null }],
    ['/leiding/abcd2345', '#t.s', { page: 'cockpit', code: 'abcd2345', ticket: 't.s' }],
    ['/bibliotheek', '#once', { page: 'office', ticket: 'once' }],
    ['/blad/abcd2345', '', { page: 'sheet', code: 'abcd2345' }],
    ['/k', '', { page: 'unknown' }],
    ['/elders/abcd2345', '', { page: 'unknown' }],
    ['/k/abcd2345/more', '', { page: 'unknown' }],
  ])('%s%s', (path, fragment, route) => expect(routeOf(path, fragment)).toEqual(route));

  it('codes may be typed with spaces, dashes and capitals', () => expect(tidyCode(' ABCD-2345 ')).toBe('abcd2345'));
});

describe('listen here', () => {
  it.each([
    ['Bel 030 123 45 67', [['Bel ', null], ['030 123 45 67', 'tel:0301234567']]],
    ['https://meet.example.nl/a?b=c', [['https://meet.example.nl/a?b=c', 'https://meet.example.nl/a?b=c']]],
    ['javascript:alert(1)', [['javascript:alert(1)', null]]],
    ['http://example.nl', [['http://example.nl', null]]],
    ['https://bank.nl@evil.example/', [['https://bank.nl@evil.example/', null]]],
    ['<a href="x">klik</a>', [['<a href="x">klik</a>', null]]],
    ['Kamer 12, 19.30 uur', [['Kamer 12, 19.30 uur', null]]],
  ])('%s', (text, expected) => {
    expect(pieces(text).map((piece) => [piece.text, piece.href])).toEqual(expected);
  });
});

describe('the one big button', () => {
  const own = (more: Partial<Own>): Own => ({
    seat: 'me', role: 'participant', is_next: false, is_speaking: false, spoken_seconds: 0,
    asked_to_sit_with: [], can: [], ...more,
  });
  const room = (more: Partial<RoomThing> = {}) => ({ is_closed: false, is_paused: false, ...more }) as RoomThing;
  const open = { floor: 'open' } as PhaseThing;
  const closed = { floor: 'closed' } as PhaseThing;
  const held = { held: { seat: 'me' }, queue: [] } as unknown as FloorThing;
  const round = { round: { to_come: ['me'], done: 0, total: 1 } } as unknown as FloorThing;
  it.each([
    ['free', own({ can: ['request_floor'] }), room(), null, open],
    ['waiting', own({ place: 3 }), room(), null, open],
    ['next', own({ place: 1, is_next: true }), room(), null, open],
    ['held', own({}), room(), held, open],
    ['held', own({}), room(), held, closed],
    ['paused', own({}), room({ is_paused: true }), held, open],
    ['free', own({ seat: 'you', can: ['request_floor'] }), room(), held, open],
    ['speaking', own({ is_speaking: true }), room(), null, open],
    ['speaking', own({ is_speaking: true }), room(), null, closed],
    ['paused', own({ is_speaking: true }), room({ is_paused: true }), null, open],
    ['over', own({ place: 2 }), room({ is_closed: true, is_paused: true }), null, open],
    ['shut', own({}), room(), null, closed],
    ['resting', own({ place: 1, is_next: true }), room(), null, closed],
    ['resting', own({ place: 1 }), room(), null, null],
    ['waiting', own({ place: 1 }), room(), round, closed],
    ['round', own({}), room(), round, open],
    ['round', own({ seat: 'you', asked_again: true }), room(), round, open],
    ['round_done', own({ seat: 'you' }), room(), round, open],
  ])('%s', (state, mine, where, floor, phase) => expect(floorState(mine, floor, where, phase)).toBe(state));

  it('lets go first only who waits behind', () => {
    const queue = ['you', 'me', 'bo', 'cem'].map((seat) => ({ seat }));
    const floor = { queue } as unknown as FloorThing;
    expect(behindMe(floor, own({}))).toEqual(['bo', 'cem']);
    expect(behindMe(floor, own({ seat: 'cem' }))).toEqual([]);
    expect(behindMe(floor, own({ seat: 'al' }))).toEqual([]);
    expect(behindMe(null, null)).toEqual([]);
  });
});

describe('time and size', () => {
  it('counts on from the server moment, whatever the phone thinks', () => {
    let steady = 100;
    const clock = makeRoomClock(() => 9e12, () => steady);
    clock.set(5_000);
    steady += 1_500;
    expect(clock.now()).toBe(6_500);
  });
  it.each([[65, '1:05'], [0, '0:00'], [-1, '+0:01'], [-75, '+1:15']])('%i s is %s', (s, text) => {
    expect(clockText(s)).toBe(text);
  });
  it('counts signs as people see them', () => {
    expect(signsOf('👩‍👩‍👧é')).toBe(2);
    expect(bytesOf('é')).toBe(2);
  });
});

// Relative luminance and contrast as WCAG 2.2 defines them.
function luminance(hex: string): number {
  const part = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe('colours', () => {
  const css = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');
  const [light = '', dark = ''] = css.split('prefers-color-scheme: dark');
  const read = (text: string) =>
    new Map([...text.matchAll(/--pb-([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
  const themes = { light: read(light), dark: new Map([...read(light), ...read(dark)]) };
  const texts = [
    ['ink', 'paper'], ['ink', 'sheet'], ['ink', 'sheet-deep'], ['ink-soft', 'paper'], ['ink-soft', 'sheet'],
    ['ink-soft', 'sheet-deep'], ['ink-soft', 'accent-wash'], ['ink', 'accent-wash'], ['accent', 'paper'],
    ['accent', 'sheet'], ['on-accent', 'accent'], ['on-accent', 'accent-deep'], ['online', 'online-wash'],
    ['hall', 'hall-wash'], ['warn', 'warn-wash'], ['warn', 'sheet'], ['note-ink', 'note-1'], ['note-ink', 'note-2'],
    ['note-ink', 'note-3'], ['note-ink', 'note-4'],
  ];
  for (const theme of ['light', 'dark'] as const) {
    it.each(texts)(`${theme}: %s on %s is text, at least 7:1`, (ink, ground) => {
      expect(contrast(themes[theme].get(ink) ?? '', themes[theme].get(ground) ?? '')).toBeGreaterThanOrEqual(7);
    });
    it.each([['line-strong', 'paper'], ['line-strong', 'sheet'], ['focus', 'paper'], ['focus', 'sheet']])(
      `${theme}: %s on %s is a part, at least 3:1`, (part, ground) => {
        expect(contrast(themes[theme].get(part) ?? '', themes[theme].get(ground) ?? '')).toBeGreaterThanOrEqual(3);
      });
  }
});
