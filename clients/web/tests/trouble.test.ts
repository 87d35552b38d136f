// Trouble on the evening: a lost line, a phone that was put away, a server that restarts or dies. People keep their
// place and their words, and every page comes back without anybody touching it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cable } from './cable.ts';
import { Evening, fill, nl, postCard, sizes, startPhase } from './evening.ts';

const { refusals, resident, shared, staff } = nl;

describe('trouble', () => {
  let evening: Evening;
  let cable: Cable;
  let bob: Page;
  let cockpit: Page;
  let hall: Page;

  beforeAll(async () => {
    evening = await Evening.open();
    cable = await Cable.to(evening.server);
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    bob = await evening.phone('Bob', 'online', { cable });
    await startPhase(cockpit, 'Verhalen uit de buurt');
  });
  afterAll(async () => {
    cable.close();
    await evening.close();
  });

  const giveToBob = (): ReturnType<Page['getByRole']> =>
    cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Bob' }) });

  test('a lost line keeps the place in the queue', async () => {
    await bob.getByRole('button', { name: resident.room.raise }).tap();
    await giveToBob().waitFor();
    cable.pull();
    await bob.getByText(shared.line.lost, { exact: true }).first().waitFor();
    await giveToBob().waitFor();
    cable.plug();
    await bob.getByText(shared.line.live, { exact: true }).first().waitFor();
    await bob.getByRole('button', { name: resident.room.lower }).waitFor();
  });

  // Bob's hand is up. Dia speaks meanwhile, so that something goes over the line that frays; Eva waits before him, Fem
  // comes after.
  test('a line that breaks at any byte keeps the second place, after who came before and before who comes later',
    async () => {
      const [dia, eva, fem] = await Promise.all(
        ['Dia', 'Eva', 'Fem'].map((name) => evening.phone(name, 'hall'))) as [Page, Page, Page];
      const raise = (phone: Page): Promise<void> => phone.getByRole('button', { name: resident.room.raise }).tap();
      const waiting = (): Promise<string[]> => cockpit.locator('.floor ol .give').allTextContents();
      const order = (...names: string[]): Promise<void> => expect.poll(async () =>
        (await waiting()).map((row) => names.find((name) => row.includes(name)) ?? row), { timeout: 30_000 })
        .toEqual(names);
      await bob.getByRole('button', { name: resident.room.lower }).tap();
      await cockpit.getByText(staff.nobodyWaits).waitFor();
      await raise(dia);
      await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Dia' }) }).click();
      await dia.getByText(resident.room.yourTurn).first().waitFor();
      await raise(eva);
      await order('Eva');
      await raise(bob);
      await order('Eva', 'Bob');
      const place = bob.getByText(resident.room.place(shared.ordinal(2)));
      await place.first().waitFor();
      const before = cable.cuts;
      cable.fray(20_261_129);
      for (let at = 1; cable.cuts < before + 6; at += 1) {
        const words = `Dia vertelt, zin ${at}.`;
        await dia.getByLabel(resident.room.say).fill(words);
        await dia.getByRole('button', { name: resident.room.saySend }).tap();
        await hall.getByText(words).first().waitFor();
        if (at === 2) await raise(fem);
        await order('Eva', 'Bob', ...(at < 2 ? [] : ['Fem']));
        await bob.waitForTimeout(at < 30 ? 200 : 1_000);
      }
      cable.fray(20_261_130);
      cable.mend();
      await bob.getByText(shared.line.live, { exact: true }).first().waitFor({ timeout: 60_000 });
      await place.first().waitFor();
      await order('Eva', 'Bob', 'Fem');
      await dia.getByRole('button', { name: resident.room.done }).tap();
      for (const phone of [eva, fem]) await phone.getByRole('button', { name: resident.room.lower }).tap();
      await order('Bob');
      await Promise.all([dia, eva, fem].map((phone) => phone.context().close()));
    }, 240_000);

  test('what is asked without a line is done once the line is back', async () => {
    cable.pull();
    await bob.getByText(shared.line.lost, { exact: true }).first().waitFor();
    await bob.getByRole('button', { name: resident.room.lower }).tap();
    await giveToBob().waitFor();
    await bob.getByText(shared.notSaved).first().waitFor();
    cable.plug();
    await cockpit.getByText(staff.nobodyWaits).waitFor();
    await bob.getByText(shared.notSaved).first().waitFor({ state: 'detached' });
    await bob.getByRole('button', { name: resident.room.raise }).tap();
    await giveToBob().waitFor();
  });

  test('a text in the making survives the line and a page that was closed', async () => {
    await giveToBob().click();
    const draft = 'Ik woon hier al veertig jaar';
    await bob.getByLabel(resident.room.say).fill(draft);
    cable.pull();
    await bob.getByText(shared.line.lost, { exact: true }).first().waitFor();
    expect(await bob.getByLabel(resident.room.say).inputValue()).toBe(draft);
    cable.plug();
    await bob.getByText(shared.line.live, { exact: true }).first().waitFor();
    await bob.reload();
    await bob.getByText(resident.room.yourTurn).first().waitFor();
    expect(await bob.getByLabel(resident.room.say).inputValue()).toBe(draft);
    await bob.getByRole('button', { name: resident.room.saySend }).tap();
    await hall.getByText(draft).first().waitFor();
  });

  test('a line that breaks at any byte loses no word and no place, and says nothing twice', async () => {
    const said: string[] = [];
    const before = cable.cuts;
    cable.fray(20_261_125);
    while (cable.cuts < before + 6) {
      const words = `Zin nummer ${said.length + 1} gaat niet verloren.`;
      said.push(words);
      await bob.getByLabel(resident.room.say).fill(words);
      await bob.getByRole('button', { name: resident.room.saySend }).tap();
      await hall.getByText(words).first().waitFor({ timeout: 60_000 });
      if (said.length > 20) await bob.waitForTimeout(1_000);
    }
    const draft = 'Deze zin is nog niet af';
    await bob.getByLabel(resident.room.say).fill(draft);
    cable.fray(20_261_126);
    cable.mend();
    await bob.getByText(shared.line.live, { exact: true }).first().waitFor({ timeout: 60_000 });
    expect(await bob.getByLabel(resident.room.say).inputValue()).toBe(draft);
    await bob.getByText(resident.room.yourTurn).first().waitFor();
    // Somebody who comes in now hears the turn once and whole.
    const cem = await evening.phone('Cem', 'hall');
    const talk = await cem.getByLabel(shared.speaking, { exact: true }).innerText();
    await cem.context().close();
    for (const words of said) expect(talk.split(words).length - 1, words).toBe(1);
    await bob.getByLabel(resident.room.say).fill('');
  }, 240_000);

  const ends = ['SIGTERM', 'SIGKILL'] as const;
  test.each(ends)('after %s every page comes back by itself, with what was said', async (signal) => {
    const words = `Dit blijft staan na ${signal}`;
    await bob.getByLabel(resident.room.say).fill(words);
    await bob.getByRole('button', { name: resident.room.saySend }).tap();
    await hall.getByText(words).first().waitFor();
    await evening.server.restart(signal, 1500);
    for (const page of [bob, cockpit, hall]) await page.getByText(words).first().waitFor({ timeout: 30_000 });
    const after = `En wij praten door na ${signal}`;
    await bob.getByText(shared.line.live, { exact: true }).first().waitFor({ timeout: 30_000 });
    await bob.getByLabel(resident.room.say).fill(after);
    await bob.getByRole('button', { name: resident.room.saySend }).tap();
    for (const page of [cockpit, hall]) await page.getByText(after).first().waitFor({ timeout: 30_000 });
  });

  test('a phone that comes back after a restart is the same person', async () => {
    await bob.reload();
    await bob.getByText(resident.room.yourTurn).first().waitFor();
    await cockpit.getByText(fill(staff.onlineCount, { count: 1 })).first().waitFor();
  });

  // By the plain link, which opens no hall screen while the door is closed.
  test('a hall screen whose line is lost behind a closed door comes back, and the cockpit tells', async () => {
    const far = await Cable.to(evening.server);
    await hall.context().close();
    const screen = await evening.page(sizes.hall);
    await screen.goto(`${far.base}/zaal/${evening.links.code}`);
    await screen.getByText(staff.hallSpeaks).first().waitFor();
    await cockpit.getByRole('button', { name: staff.people }).click();
    await cockpit.getByRole('button', { name: staff.freezeJoins }).click();
    await cockpit.getByText(staff.frozen).waitFor();
    far.pull();
    const told = cockpit.getByText(staff.screenLost);
    await told.first().waitFor();
    await cockpit.getByText(staff.screenLostDo).waitFor();
    far.plug();
    await told.first().waitFor({ state: 'detached' });
    const words = 'Dit leest de zaal weer';
    await bob.getByLabel(resident.room.say).fill(words);
    await bob.getByRole('button', { name: resident.room.saySend }).tap();
    await screen.getByText(words).first().waitFor();
    await screen.reload();
    await screen.getByText(words).first().waitFor();
    await cockpit.getByRole('button', { name: staff.openJoins }).click();
    far.close();
  });

  test('words and cards that came too late are refused where the person sees it', async () => {
    cable.pull();
    await bob.getByText(shared.line.lost, { exact: true }).first().waitFor();
    await bob.getByLabel(resident.room.say).fill('Dit komt te laat');
    await bob.getByRole('button', { name: resident.room.saySend }).tap();
    await cockpit.getByRole('button', { name: staff.speakerDone }).click();
    cable.plug();
    await bob.getByText(refusals.not_your_turn).first().waitFor();

    await startPhase(cockpit, 'Stil schrijven');
    await bob.getByRole('textbox', { name: resident.write.text }).waitFor();
    cable.pull();
    await bob.getByText(shared.line.lost, { exact: true }).first().waitFor();
    await postCard(bob, 'Een bankje in de zon');
    await startPhase(cockpit, 'Oogst');
    cable.plug();
    await bob.getByText(refusals.writing_closed).first().waitFor();
  });

  test('a wrong code says where to look', async () => {
    const stranger = await evening.page({ width: 390, height: 780 });
    await stranger.goto(`${evening.server.base}/k/XXXXXXXX`);
    await stranger.getByText(resident.join.unknown).first().waitFor();
  });
});
