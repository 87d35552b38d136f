// What moves in the speaking queue, seen by everybody at once: a hand for something special, a hand moved with a
// reason, somebody let go first, a slip taken back, a short question in between. Two phones, a cockpit and a hall
// screen; the steps follow each other, as on the evening itself.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, fill, nl, startPhase } from './evening.ts';

const { floor, resident, shared, staff } = nl;
const say = resident.room;

describe('moves in the queue', () => {
  let evening: Evening;
  let bob: Page;
  let cem: Page;
  let cockpit: Page;
  let hall: Page;
  const give = (name: string): Promise<void> =>
    cockpit.getByRole('button', { name: fill(staff.giveFloor, { name }), exact: true }).click();
  const dialog = (page: Page) => page.getByRole('dialog');
  // The rows of the queue in the cockpit, from the front.
  const rows = (): Promise<string[]> => cockpit.locator('.floor ol .give').allTextContents();
  const order = (...names: string[]): Promise<void> => expect.poll(async () =>
    (await rows()).map((row, at) => row.includes(names[at] ?? '?')).join())
    .toBe(names.map(() => true).join());

  beforeAll(async () => {
    evening = await Evening.open();
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    [bob, cem] = await Promise.all([evening.phone('Bob', 'hall'), evening.phone('Cem', 'online')]);
    await startPhase(cockpit, 'Verhalen uit de buurt');
  });
  afterAll(() => evening.close());

  test('a hand goes up for a question, and who leads sees what it is for', async () => {
    await bob.getByRole('button', { name: say.raise }).tap();
    await bob.getByRole('button', { name: say.lower }).waitFor();
    await cem.getByRole('button', { name: say.other, exact: true }).tap();
    await dialog(cem).getByRole('button', { name: floor.asks.question }).tap();
    await dialog(cem).waitFor({ state: 'detached' });
    await cem.getByRole('button', { name: say.lower }).waitFor();
    await order('Bob', 'Cem');
    const [first, second] = await rows();
    expect(second).toContain(floor.kinds.question);
    expect(first).not.toContain(floor.kinds.question);
  });

  test('a hand is moved with one tap on the reason, by keyboard too, and its owner reads why', async () => {
    await cockpit.getByRole('button', { name: `${staff.moveHand}: Cem` }).press('Enter');
    const where = cockpit.getByLabel(fill(staff.moveWhere, { name: 'Cem' }));
    expect(await where.locator('option').allTextContents().then((all) => all.map((one) => one.trim())))
      .toEqual([staff.moveFront]);
    await cockpit.getByRole('button', { name: floor.moved.has_to_go }).press('Enter');
    await order('Cem', 'Bob');
    await expect.poll(() => cockpit.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`${staff.moveHand}: Cem`);
    await cem.getByText(`${floor.whyYou.moved} ${floor.movedYou.has_to_go}`).waitFor();
    expect((await rows())[0]).toContain(`${staff.why_moved}: ${floor.moved.has_to_go}`);
  });

  test('somebody lets another go first, and stands right behind', async () => {
    await cem.getByRole('button', { name: say.letGo }).tap();
    await dialog(cem).getByRole('button', { name: 'Bob' }).tap();
    await dialog(cem).waitFor({ state: 'detached' });
    await order('Bob', 'Cem');
    await cem.getByText(floor.whyYou.stepped_back).waitFor();
    // Nobody waits behind the last one.
    expect(await cem.getByRole('button', { name: say.letGo }).count()).toBe(0);
  });

  test('a slip is taken back: the hand stands where it stood', async () => {
    await give('Bob');
    await bob.getByText(say.yourTurn).first().waitFor();
    await cockpit.getByRole('button', { name: new RegExp(`^${staff.undo}`) }).click();
    await cockpit.getByText(staff.nobodySpeaks).waitFor();
    await order('Bob', 'Cem');
    await bob.getByText(say.youNext, { exact: true }).waitFor();
    expect(await cockpit.getByRole('button', { name: new RegExp(`^${staff.undo}`) }).count()).toBe(0);
  });

  test('a short question: the speaker waits with the time that was left, and goes on', async () => {
    await give('Bob');
    await bob.getByText(say.yourTurn).first().waitFor();
    await cockpit.getByRole('button', { name: new RegExp(`^${staff.shortQuestion}`) }).click();
    await cem.getByText(say.yourTurn).first().waitFor();
    await bob.getByText(say.held, { exact: true }).waitFor();
    const told = bob.locator('footer .lead');
    const left = await told.textContent();
    expect(left).toMatch(/\d:\d\d/);
    await hall.getByText(fill(staff.hallHeld, { asker: 'Cem', held: 'Bob' })).waitFor();
    await cockpit.getByText(shared.heldAfter('Bob')).waitFor();
    await bob.waitForTimeout(2_500);
    expect(await told.textContent()).toBe(left);
    await cem.getByRole('button', { name: say.done, exact: true }).tap();
    await bob.getByText(say.yourTurn).first().waitFor();
    await hall.getByText(fill(staff.hallHeld, { asker: 'Cem', held: 'Bob' })).waitFor({ state: 'detached' });
  });

  test('everybody may read why each turn was given, and the rule', async () => {
    await cem.getByRole('button', { name: shared.whyOrder }).tap();
    await dialog(cem).getByText(floor.interrupts).waitFor();
    await dialog(cem).getByText(floor.ruleTitle).waitFor();
    expect(await dialog(cem).locator('.rules li').allTextContents()).toEqual(floor.rules.fair);
    // The newest first: Cem asked while Bob spoke.
    const names = await dialog(cem).locator('section[aria-labelledby="order-turns"] strong').allTextContents();
    expect(names).toEqual(['Cem', 'Bob']);
    await dialog(cem).getByRole('button', { name: shared.close }).tap();
    await cockpit.getByRole('button', { name: staff.talkAndCards }).click();
    await cockpit.getByRole('button', { name: shared.whyOrder }).click();
    await dialog(cockpit).getByText(floor.interrupts).waitFor();
  });

  test('no page complained', () => {
    expect(evening.complaints).toEqual([]);
  });
});
