// A coordinator makes an evening: no work on the script is lost unasked, sums follow the typing, and what is for the
// evening itself stands apart from preparing it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, fill, nl, sizes } from './evening.ts';

const { shared, staff } = nl;

describe('the office', () => {
  let evening: Evening;
  let page: Page;

  beforeAll(async () => {
    evening = await Evening.open();
    page = await evening.page(sizes.cockpit);
    await page.goto(`${evening.server.base}/bibliotheek`);
    await page.getByLabel(staff.passwordField, { exact: true }).fill('een paar losse woorden');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: staff.roomNew }).click();
    await page.getByRole('radio').first().waitFor();
  });
  afterAll(async () => {
    expect(evening.complaints).toEqual([]);
    await evening.close();
  });

  const script = (title: string): ReturnType<Page['getByRole']> => page.getByRole('radio', { name: title });
  const sum = (minutes: number): Promise<void> =>
    page.getByText(fill(staff.newScriptSum, { minutes })).waitFor();

  test('offers scripts of real evenings only', async () => {
    expect(await script('Eerste avond').isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: 'Voorbeeld' }).count()).toBe(0);
  });

  test('lets an untouched script go without a word', async () => {
    await script('Oefenkamer').click();
    await sum(20);
    await script('Eerste avond').click();
    await sum(90);
    expect(await page.getByText(staff.newReplaceLead).count()).toBe(0);
  });

  test('adds up the minutes while they are typed', async () => {
    await page.getByRole('button', { name: new RegExp(staff.phaseEdit) }).first().click();
    await page.getByLabel(staff.phaseMinutesField, { exact: true }).fill('25');
    await sum(105);
  });

  test('asks before a script that was changed is replaced', async () => {
    await script('Oefenkamer').click();
    const ask = page.getByRole('group', { name: fill(staff.newReplace, { title: 'Oefenkamer' }) });
    await ask.getByRole('button', { name: shared.cancel }).click();
    await sum(105);
    expect(await script('Eerste avond').isChecked()).toBe(true);
    await script('Oefenkamer').click();
    await ask.getByRole('button', { name: fill(staff.newReplaceSure, { title: 'Oefenkamer' }) }).click();
    await sum(20);
    expect(await script('Oefenkamer').isChecked()).toBe(true);
  });

  test('puts a script back when it is chosen again', async () => {
    await page.getByRole('button', { name: staff.phaseAdd }).click();
    await sum(30);
    await script('Oefenkamer').click();
    await page.getByRole('button', { name: fill(staff.newReplaceSure, { title: 'Oefenkamer' }) }).click();
    await sum(20);
  });

  test('numbers what comes before the evening, and nothing else', async () => {
    await page.getByLabel(staff.newWhere).fill('De Singel');
    await page.getByLabel(staff.newQuestion).fill('Hoe wordt de Singel van iedereen?');
    await page.getByRole('button', { name: staff.newMake }).click();
    await page.getByRole('heading', { name: staff.prepareTitle }).waitFor();
    const steps = page.locator('ol').first();
    expect(await steps.getByRole('heading').allTextContents())
      .toEqual([staff.stepInvite, staff.stepSheet, staff.stepScreen, staff.stepJoin]);
    expect(await steps.getByText(staff.closeTitle).count()).toBe(0);
    await page.getByRole('heading', { name: staff.afterTitle }).waitFor();
  });
});
