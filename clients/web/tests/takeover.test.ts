// The facilitator's laptop is gone in the middle of the evening: the floor goes on in order of arrival, and the
// coordinator leads from a tablet within a minute, with nothing but the library's password.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Evening, nl, sizes, startPhase } from './evening.ts';

const { resident, staff } = nl;
let evening: Evening;
beforeAll(async () => {
  evening = await Evening.open();
});
afterAll(async () => evening.close());

test('the queue goes on and the coordinator takes over from a tablet', async () => {
  const cockpit = await evening.cockpit('Ada');
  const family = await evening.phone('Fam 👨‍👩‍👧‍👦', 'online');
  const flag = await evening.phone('Bo 🇳🇱', 'hall');
  await startPhase(cockpit, 'Verhalen');
  await cockpit.context().close();
  for (const phone of [family, flag]) await phone.getByRole('button', { name: resident.room.raise }).tap();

  const tablet = await evening.page(sizes.tablet);
  const began = performance.now();
  await tablet.goto(`${evening.server.base}/bibliotheek`);
  await tablet.getByLabel(staff.passwordField, { exact: true }).fill('een paar losse woorden');
  await tablet.keyboard.press('Enter');
  await tablet.getByRole('button', { name: /Het Zwaanplein/ }).or(tablet.getByRole('link', { name: /Het Zwaanplein/ }))
    .first().click();
  // Nobody leads yet, and still the first who came has the floor.
  await family.getByText(resident.room.yourTurn).first().waitFor({ timeout: 45_000 });
  expect(await flag.getByText(resident.room.yourTurn).count()).toBe(0);
  await tablet.getByLabel(staff.takeOverName).fill('Coby');
  await tablet.getByRole('button', { name: staff.takeOverGo }).click();
  await tablet.getByRole('button', { name: /^Geef het woord aan Bo/ }).click();
  expect(performance.now() - began).toBeLessThan(60_000);
  await flag.getByText(resident.room.yourTurn).first().waitFor();
  await tablet.getByText('Bo 🇳🇱').first().waitFor();
  expect(evening.complaints).toEqual([]);
}, 240_000);
