// What a screen reader hears on a phone, written down from the live regions: a refusal is told once and not again in
// another language, a card that is taken back is told, and nothing old stays to be found by who reads from the top.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Evening, fill, nl, postCard, startPhase } from './evening.ts';

const { refusals, resident, shared, staff } = nl;
let evening: Evening;
let cockpit: Page;
beforeAll(async () => {
  evening = await Evening.open();
  cockpit = await evening.cockpit('Ada');
});
afterAll(async () => evening.close());

async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const region of document.querySelectorAll('[aria-live], [role=alert], [role=status]')) {
      new MutationObserver(() => heard.push((region.textContent ?? '').trim()))
        .observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
}

// Everything told since the last time, without the silences.
async function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0).filter((text) => text !== ''));
}

// What stands in the live regions now.
async function stands(page: Page): Promise<string> {
  return page.evaluate(() => [...document.querySelectorAll('[aria-live], [role=alert], [role=status]')]
    .map((region) => (region.textContent ?? '').trim()).join(''));
}

test('a refused name is told once, in no second language, and is gone once the name is right', async () => {
  const phone = await evening.phone('Cem', 'online');
  await listen(phone);
  await phone.getByRole('button', { name: resident.help.open }).tap();
  const name = phone.getByLabel(resident.help.name);
  await name.fill(' ');
  await phone.getByRole('button', { name: resident.help.rename }).tap();
  await phone.getByText(refusals.name_empty).last().waitFor();
  expect(await heard(phone)).toEqual([refusals.name_empty]);

  await phone.getByRole('button', { name: 'English' }).tap();
  await phone.getByRole('heading', { name: 'Help' }).waitFor();
  expect(await stands(phone)).toBe('');
  expect(await heard(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Nederlands' }).tap();
  await phone.getByRole('heading', { name: resident.help.title }).waitFor();
  expect(await heard(phone)).toEqual([]);

  await phone.getByRole('button', { name: resident.help.rename }).tap();
  await expect.poll(() => heard(phone)).toEqual([refusals.name_empty]);
  await name.fill('Cem Yilmaz');
  await phone.getByRole('button', { name: resident.help.rename }).tap();
  await phone.getByRole('dialog').getByText(refusals.name_empty).waitFor({ state: 'detached' });
  expect(await stands(phone)).toBe('');
  await phone.getByRole('button', { name: shared.close }).tap();
});

test('a card that is taken back is told, and its keeping is not told again', async () => {
  const phone = await evening.phone('Dia', 'hall');
  await startPhase(cockpit, 'Stil schrijven');
  await phone.getByRole('textbox', { name: resident.write.text }).waitFor();
  await listen(phone);
  await postCard(phone, 'Een bankje');
  await expect.poll(() => heard(phone)).toEqual([resident.write.posted]);
  await phone.getByRole('button', { name: resident.write.retract }).tap();
  await phone.getByRole('button', { name: resident.write.retractYes }).tap();
  await expect.poll(() => heard(phone)).toEqual([resident.write.retracted]);
  await expect.poll(() => stands(phone)).toBe(resident.write.retracted);
});

test('who becomes note taker is told what that is, and finds one thing to do', async () => {
  const phone = await evening.phone('Eva', 'hall');
  await listen(phone);
  await cockpit.getByRole('button', { name: staff.people, exact: true }).first().click();
  await cockpit.getByRole('button', { name: /^Eva/ }).first().click();
  await cockpit.getByRole('button', { name: fill(staff.makeNoteTaker, { name: 'Eva' }) }).click();
  const { is, notes } = resident.helper;
  const lead = `${is(nl.floor.roles.note_taker)} ${notes.lead}`;
  await phone.getByText(lead).first().waitFor();
  await expect.poll(() => heard(phone)).toContain(lead);
  await phone.getByRole('button', { name: notes.go }).tap();
  await phone.getByRole('dialog', { name: notes.go }).waitFor();
  expect(evening.complaints).toEqual([]);
});
