// The kiosk's clock as a table: quiet, asking, over.
import { expect, it } from 'vitest';
import { secondsToGo } from './idle.ts';

it('asks for the last fifteen of forty-five seconds and then is over', () => {
  const seconds = [0, 29, 30, 31, 44, 45, 900].map((after) => secondsToGo(1_000, 1_000 + after * 1_000));
  expect(seconds).toEqual([null, null, 15, 14, 1, 0, 0]);
});
