// One evening in real browsers at once: two phones, a cockpit and a hall screen. Everybody has to see the same thing,
// and nobody anything too early. The steps follow each other, as on the evening itself.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, fill, nl, postCard, startPhase } from './evening.ts';

const { resident, shared, staff } = nl;

describe('an evening', () => {
  let evening: Evening;
  let bob: Page;
  let cem: Page;
  let cockpit: Page;
  let hall: Page;

  beforeAll(async () => {
    evening = await Evening.open();
  });
  afterAll(() => evening.close());

  test('everybody comes in: a name and two taps', async () => {
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    [bob, cem] = await Promise.all([evening.phone('Bob', 'hall'), evening.phone('Cem', 'online')]);
    await cockpit.getByText(fill(staff.onlineCount, { count: 1 })).first().waitFor();
  });

  test('while only the facilitator talks a phone offers no hand', async () => {
    await bob.getByText('Welkom', { exact: true }).first().waitFor();
    expect(await bob.getByRole('button', { name: resident.room.raise }).count()).toBe(0);
  });

  test('a hand goes up and stands in the cockpit and on the hall screen', async () => {
    await startPhase(cockpit, 'Verhalen uit de buurt');
    await bob.getByRole('button', { name: resident.room.raise }).tap();
    await bob.getByRole('button', { name: resident.room.lower }).waitFor();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Bob' }) }).waitFor();
    await hall.getByRole('complementary').getByText('Bob').waitFor();
  });

  test('a hand goes down again and is gone everywhere', async () => {
    await bob.getByRole('button', { name: resident.room.lower }).tap();
    await cockpit.getByText(staff.nobodyWaits).waitFor();
    await bob.getByRole('button', { name: resident.room.raise }).tap();
  });

  test('the floor is given and the phone says whose turn it is', async () => {
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Bob' }) }).click();
    await bob.getByText(resident.room.yourTurn).first().waitFor();
    await hall.getByRole('heading', { name: staff.hallSpeaks }).waitFor();
    await cem.getByText('Bob').first().waitFor();
    expect(await cem.getByText(resident.room.yourTurn).count()).toBe(0);
  });

  test('typed words appear on every screen', async () => {
    const words = 'De bankjes bij de vijver mogen terug.';
    await bob.getByLabel(resident.room.say).fill(words);
    await bob.getByRole('button', { name: resident.room.saySend }).tap();
    for (const page of [cem, hall, cockpit]) await page.getByText(words).first().waitFor();
  });

  test('the speaker is done and the next one is called', async () => {
    await cem.getByRole('button', { name: resident.room.raise }).tap();
    await bob.getByRole('button', { name: resident.room.done, exact: true }).tap();
    await cockpit.getByText(staff.nobodySpeaks).waitFor();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Cem' }) }).click();
    await cem.getByText(resident.room.yourTurn).first().waitFor();
    await cem.getByRole('button', { name: resident.room.pass }).tap();
    await cockpit.getByText(staff.nobodySpeaks).waitFor();
  });

  test('what is written in silence stays with its author until the reveal', async () => {
    const card = 'Een bankje waar de zon schijnt';
    await startPhase(cockpit, 'Stil schrijven');
    await write(bob, card);
    await cockpit.getByText(staff.revealCountOne).waitFor();
    for (const page of [cem, hall, cockpit]) expect(await page.content()).not.toContain(card);
    await cockpit.getByRole('button', { name: staff.revealCards }).click();
    await cem.getByText(shared.board, { exact: true }).first().tap();
    for (const page of [hall, cem]) await page.getByText(card).first().waitFor();
  });

  test('a break stops everybody and ends for everybody', async () => {
    await cockpit.getByRole('button', { name: staff.pauseAll }).click();
    await hall.getByText(staff.hallPausedLead).waitFor();
    for (const page of [bob, cem]) await page.getByText(resident.room.pausedLead).waitFor();
    await cockpit.getByRole('button', { name: staff.resumeAll }).click();
    await hall.getByText(staff.hallPausedLead).waitFor({ state: 'detached' });
    for (const page of [bob, cem]) await page.getByText(resident.room.pausedLead).waitFor({ state: 'detached' });
  });

  test('who hears nothing is seen in the cockpit', async () => {
    await cem.getByRole('button', { name: resident.hear.nothing }).tap();
    await cockpit.getByRole('complementary').getByText(fill(staff.troubleNoSound, { name: 'Cem' })).waitFor();
    await cem.getByText(resident.hear.told).first().waitFor();
    await cockpit.getByRole('button', { name: staff.troubleSolved }).click();
    const noSound = fill(staff.troubleNoSound, { name: 'Cem' });
    await cockpit.getByRole('complementary').getByText(noSound).waitFor({ state: 'detached' });
  });

  test('no page complained, nothing was blocked by the policy', () => {
    expect(evening.complaints).toEqual([]);
  });
});

async function write(phone: Page, text: string): Promise<void> {
  const sheet = phone.getByRole('textbox', { name: resident.write.text });
  if ((await sheet.count()) === 0) await phone.getByText(resident.room.write, { exact: true }).first().tap();
  await postCard(phone, text);
  await phone.getByText(resident.write.draft).first().waitFor();
}
