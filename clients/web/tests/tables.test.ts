// Talk at tables as people see it: two phones at table 1, one at table 2, one that has to choose; a round at all tables
// by one tap of who leads; and what is said at a table stays there: no other table's phone, not the hall screen.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, fill, nl, sizes, startPhase } from './evening.ts';

const { floor, resident, shared, staff } = nl;
const say = resident.room;
const secret = 'een bankje bij de vijver';

// Whoever of these has the floor now.
async function whoSpeaks(...phones: Page[]): Promise<Page> {
  await expect.poll(async () => (await Promise.all(phones.map(mayEnd))).filter(Boolean).length).toBe(1);
  for (const phone of phones) if (await mayEnd(phone)) return phone;
  throw new Error('nobody speaks');
}
function mayEnd(phone: Page): Promise<boolean> {
  return phone.getByRole('button', { name: say.done, exact: true }).isVisible();
}

async function sitDown(phone: Page, table: number): Promise<void> {
  await phone.getByRole('button', { name: `${shared.table(table)}:` }).tap();
  await phone.getByRole('heading', { name: floor.tables.at(table) }).waitFor();
}

describe('talk at tables', () => {
  let evening: Evening;
  let cockpit: Page;
  let hall: Page;
  let bob: Page;
  let cem: Page;
  let dik: Page;
  let eva: Page;

  beforeAll(async () => {
    evening = await Evening.open((room) => ({
      phases: room.phases.map((phase) => (phase.floor === 'open' ? { ...phase, target: 'table' as const } : phase)),
    }));
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    [bob, cem, dik, eva] = await Promise.all([
      evening.phone('Bob', 'hall', { size: sizes.smallPhone }), evening.phone('Cem', 'hall'),
      evening.phone('Dik', 'hall'), evening.phone('Eva', 'online'),
    ]);
    await startPhase(cockpit, 'Verhalen uit de buurt');
  });
  afterAll(() => evening.close());

  test('everybody without a table gets one clear step, and the cockpit names them', async () => {
    await cockpit.getByText(staff.tableNone).waitFor();
    await cockpit.getByText(fill(staff.tableWithout, { count: 4 })).waitFor();
    expect(await bob.getByRole('button', { name: say.raise }).count()).toBe(0);
    await Promise.all([sitDown(bob, 1), sitDown(cem, 1), sitDown(dik, 2)]);
    await cockpit.getByText(fill(staff.tableWithout, { count: 1 })).waitFor();
    await eva.getByRole('heading', { name: floor.tables.choose }).waitFor();
    await eva.getByText(floor.tables.chooseLead).first().waitFor();
    await hall.getByText(staff.hallTables).waitFor();
  });

  test('one tap of who leads starts a round at every table, and each has its own speaker', async () => {
    await cockpit.getByRole('button', { name: staff.roundEverywhere }).click();
    await dik.getByText(say.yourTurn).first().waitFor();
    await whoSpeaks(bob, cem);
    await cockpit.getByRole('button', { name: /^Tafel 1/ }).getByText(fill(staff.tableRound, { done: 0, total: 2 }))
      .waitFor();
    await cockpit.getByRole('button', { name: /^Tafel 2/ }).getByText('Dik').waitFor();
    expect(await eva.getByText(shared.speaking).count()).toBe(0);
  });

  test('what is said at table 1 is at table 1 and in the cockpit, and nowhere else', async () => {
    const speaker = await whoSpeaks(bob, cem);
    const listener = speaker === bob ? cem : bob;
    await speaker.getByLabel(say.say).fill(secret);
    await speaker.getByRole('button', { name: say.saySend }).tap();
    await listener.getByText(secret).first().waitFor();
    await cockpit.getByRole('button', { name: /^Tafel 1/ }).click();
    await cockpit.getByText(secret).first().waitFor();
    await speaker.getByRole('button', { name: say.done, exact: true }).tap();
    await listener.getByText(say.yourTurn).first().waitFor();
    await speaker.locator('.stream').getByText(floor.tables.saidAt(1)).waitFor();
    // A later thing that both see has come: then the word would have come as well.
    await eva.getByRole('button', { name: `${shared.table(2)}:` }).tap();
    await eva.getByRole('heading', { name: floor.tables.at(2) }).waitFor();
    await cockpit.getByRole('button', { name: staff.pauseAll }).click();
    for (const said of [hall.getByText(staff.hallPaused), dik.getByText(say.paused)]) await said.first().waitFor();
    for (const page of [dik, eva, hall]) expect(await page.content()).not.toContain(secret);
    await cockpit.getByRole('button', { name: staff.resumeAll }).click();
  });

  test('one table has the same controls as the whole room, and the way back leads to all tables', async () => {
    await cockpit.getByRole('button', { name: staff.endRound }).click();
    await cockpit.getByRole('button', { name: staff.tableBack }).click();
    await cockpit.getByRole('button', { name: /^Tafel 2/ }).getByText(/^rondje/).waitFor();
    expect(await cockpit.getByRole('button', { name: /^Tafel 1/ }).getByText(/^rondje/).count()).toBe(0);
    await cockpit.getByRole('button', { name: staff.stopEverywhere }).click();
    await cockpit.getByRole('button', { name: staff.stopEverywhere }).waitFor({ state: 'detached' });
  });

  test('a table host leads the own table from the own phone', async () => {
    await cockpit.getByRole('button', { name: staff.people, exact: true }).click();
    await cockpit.getByRole('button', { name: /^Dik/ }).click();
    await cockpit.getByRole('button', { name: fill(staff.makeTableHost, { name: 'Dik' }) }).click();
    await dik.getByText(floor.tables.youLead).waitFor();
    expect(await eva.getByText(floor.tables.youLead).count()).toBe(0);
    if (await mayEnd(dik)) await dik.getByRole('button', { name: say.done, exact: true }).tap();
    await eva.getByRole('button', { name: say.raise }).tap();
    await dik.getByRole('button', { name: floor.tables.give('Eva') }).tap();
    await eva.getByText(say.yourTurn).first().waitFor();
    await dik.getByRole('button', { name: floor.tables.turnDone, exact: true }).tap();
    await eva.getByRole('button', { name: say.raise }).waitFor();
    await dik.getByRole('button', { name: floor.tables.start }).tap();
    await eva.getByText(say.yourTurn).first().waitFor();
    await dik.getByRole('button', { name: floor.tables.stop }).tap();
    await dik.getByRole('button', { name: floor.tables.start }).waitFor();
  });

  test('back in the whole room everything is as before', async () => {
    await startPhase(cockpit, '');
    await Promise.all([bob, dik].map((phone) => phone.getByRole('heading', { name: /^Aan tafel/ })
      .waitFor({ state: 'detached' })));
    await hall.getByText(staff.hallTables).waitFor({ state: 'detached' });
    expect(await cockpit.getByText(staff.tablesTitle).count()).toBe(0);
    expect(evening.complaints).toEqual([]);
  });
});
