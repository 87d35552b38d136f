// Whoever asks to be forgotten is gone from every other screen at once: with the button on the own phone, and with the
// one of the library's office. Words, name, and on the board a sign that something hung there.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Evening, fill, nl, postCard, sizes, startPhase } from './evening.ts';

const { keeping, resident, shared, staff } = nl;
let evening: Evening;
let cockpit: Page;
let hall: Page;
let others: Page;                         // the phone of somebody who stays
const cards = { Bob: 'Een bankje bij de vijver', Cem: 'Een heg langs de weg' };
const phones: Partial<Record<keyof typeof cards, Page>> = {};

beforeAll(async () => {
  evening = await Evening.open();
  [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
  others = await evening.phone('Dia', 'online');
  await startPhase(cockpit, 'Stil schrijven');
  for (const name of ['Bob', 'Cem'] as const) {
    const phone = await evening.phone(name, 'hall');
    await postCard(phone, cards[name]);
    await phone.getByText(resident.write.draft).first().waitFor();
    phones[name] = phone;
  }
  await cockpit.getByRole('button', { name: staff.revealCards }).click();
  await others.getByText(shared.board, { exact: true }).first().tap();
  await cockpit.getByRole('button', { name: staff.talkAndCards, exact: true }).first().click();
  await cockpit.getByRole('button', { name: staff.cardsTab, exact: true }).first().click();
  for (const page of [others, hall, cockpit]) {
    for (const text of Object.values(cards)) await page.getByText(text).first().waitFor();
  }
});
afterAll(async () => evening.close());

async function isGoneEverywhere(name: keyof typeof cards): Promise<void> {
  for (const page of [others, hall, cockpit]) {
    await expect.poll(() => page.getByText(cards[name]).count()).toBe(0);
    expect(await page.getByText(name, { exact: true }).count()).toBe(0);
    expect(await page.content()).not.toContain(cards[name]);
  }
  await others.getByText(shared.erasedCard).first().waitFor();
}

test('on the own phone: asked once more, then the words are gone from every other screen', async () => {
  const bob = phones.Bob;
  if (!bob) throw new Error('Bob never came');
  await bob.getByRole('button', { name: resident.help.open }).first().tap();
  await bob.getByRole('button', { name: keeping.me }).tap();
  await bob.getByText(keeping.meSure).waitFor();
  expect(await others.getByText(cards.Bob).count()).toBe(1);
  await bob.getByRole('button', { name: keeping.meYes }).tap();
  await bob.getByRole('heading', { name: resident.ended.erased }).waitFor();
  await isGoneEverywhere('Bob');
  // Nor does this phone keep it: it stands at the door as somebody new.
  await bob.reload();
  await bob.getByLabel(resident.join.name).waitFor();
  expect(await bob.content()).not.toContain(cards.Bob);
  await others.getByText(cards.Cem).waitFor();
});

test('in the office: the name is found, asked once more, and gone from the list and from every screen', async () => {
  const office = await evening.page(sizes.cockpit);
  await office.goto(`${evening.server.base}/bibliotheek`);
  await office.getByLabel(staff.passwordField, { exact: true }).fill('een paar losse woorden');
  await office.keyboard.press('Enter');
  await office.getByRole('button', { name: /Het Zwaanplein/ }).or(office.getByRole('link', { name: /Het Zwaanplein/ }))
    .first().click();
  await office.getByRole('button', { name: keeping.show }).click();
  await office.getByRole('button', { name: fill(keeping.one, { name: 'Cem' }) }).click();
  await office.getByText(fill(keeping.sure, { name: 'Cem' })).waitFor();
  expect(await others.getByText(cards.Cem).count()).toBe(1);
  await office.getByRole('button', { name: fill(keeping.yes, { name: 'Cem' }) }).click();
  await office.getByText(fill(keeping.done, { name: 'Cem' })).last().waitFor();
  expect(await office.getByRole('button', { name: fill(keeping.one, { name: 'Cem' }) }).count()).toBe(0);
  await isGoneEverywhere('Cem');
  await phones.Cem?.getByRole('heading', { name: resident.ended.erased }).waitFor();
  expect(evening.complaints).toEqual([]);
});
