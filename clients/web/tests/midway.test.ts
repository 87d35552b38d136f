// What changes in the middle of something: a card keeps its words when the writer takes another language, and a
// question that the facilitator corrects stands on every screen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Evening, nl, startPhase } from './evening.ts';

const { staff } = nl;
let evening: Evening;
beforeAll(async () => {
  evening = await Evening.open();
});
afterAll(async () => evening.close());

test('another language keeps the card, a corrected question and place arrive everywhere', async () => {
  const cockpit = await evening.cockpit();
  const phone = await evening.phone('Cem', 'online');
  const hall = await evening.hall();
  await startPhase(cockpit, 'Stil schrijven');
  const sheet = phone.getByRole('textbox').first();
  await sheet.fill('Half een woord');
  for (const language of ['English', 'Frysk', 'Nederlands']) {
    await phone.locator('button').last().tap();
    await phone.getByRole('dialog').getByText(language, { exact: true }).tap();
    await phone.keyboard.press('Escape');
    await phone.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await sheet.inputValue()).toBe('Half een woord');
  }
  await cockpit.getByRole('button', { name: staff.more, exact: true }).first().click();
  await cockpit.getByRole('button', { name: staff.moreTexts, exact: true }).first().click();
  await cockpit.getByRole('textbox').nth(0).fill('Wat missen we nog?');
  await cockpit.getByRole('textbox').nth(1).fill('De Singel');
  await cockpit.getByRole('button', { name: 'Bewaar' }).first().click();
  await phone.locator('h1', { hasText: 'Wat missen we nog?' }).waitFor({ state: 'attached' });
  for (const text of ['Wat missen we nog?', 'De Singel']) {
    for (const page of [hall, cockpit]) await page.getByText(text, { exact: true }).first().waitFor();
  }
  expect(evening.complaints).toEqual([]);
});
