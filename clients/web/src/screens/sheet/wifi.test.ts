// Wifi names and passwords with every sign that a phone's reader could stumble over.
import { expect, it } from 'vitest';
import { wifiCode } from './wifi.ts';

it('escapes the signs that mean something to the reader', () => {
  const code = wifiCode({ name: 'Bieb;gast', password: 'a:b,c\\d"e' });
  expect(code).toBe('WIFI:T:WPA;S:Bieb\\;gast;P:a\\:b\\,c\\\\d\\"e;;');
});
it('knows an open network', () => {
  expect(wifiCode({ name: 'Bieb gast', password: '' })).toBe('WIFI:T:nopass;S:Bieb gast;;');
});
it('makes no code without a name', () => {
  expect(wifiCode({ name: '  ', password: 'x' })).toBeNull();
});
