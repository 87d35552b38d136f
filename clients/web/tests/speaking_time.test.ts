// Speaking time: who needs more gets it and nobody else is told; the cockpit sees how it is shared, a phone does not.
// In a real browser, by role and by the Dutch words on the page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, fill, nl, startPhase } from './evening.ts';

const { keeping, resident, shared, staff } = nl;

describe('speaking time', () => {
  let evening: Evening;
  let cockpit: Page;
  let bob: Page;
  let eva: Page;
  const openHelp = (phone: Page): Promise<void> =>
    phone.getByRole('button', { name: resident.help.open }).first().tap();
  const closeHelp = (phone: Page): Promise<void> =>
    phone.getByRole('button', { name: shared.close, exact: true }).tap();

  beforeAll(async () => {
    evening = await Evening.open();
    cockpit = await evening.cockpit('Ada');
    [bob, eva] = await Promise.all([evening.phone('Bob', 'hall'), evening.phone('Eva', 'online')]);
    await startPhase(cockpit, 'Verhalen uit de buurt');
  });
  afterAll(() => evening.close());

  test('who needs longer turns says so, and only the staff see it', async () => {
    await openHelp(bob);
    await bob.getByRole('radio', { name: keeping.stretch_twice }).check();
    await cockpit.getByRole('button', { name: staff.people, exact: true }).click();
    await cockpit.getByText(staff.stretched).waitFor();
    await cockpit.getByRole('button', { name: /^Bob/ }).last().click();
    expect(await cockpit.getByRole('radio', { name: staff.stretch_twice }).isChecked()).toBe(true);
    await cockpit.getByRole('radio', { name: staff.stretch_half_more }).check();
    await bob.getByRole('radio', { name: keeping.stretch_half_more, checked: true }).waitFor();
    await cockpit.getByRole('button', { name: shared.close, exact: true }).click();
    await closeHelp(bob);
    await openHelp(eva);
    expect(await eva.getByRole('radio', { name: keeping.stretch_usual }).isChecked()).toBe(true);
    await closeHelp(eva);
  });

  test('the cockpit sees how time is shared, by side and by group, and a phone does not', async () => {
    await bob.getByRole('button', { name: resident.room.raise }).tap();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Bob' }) }).click();
    await bob.getByText(resident.room.yourTurn).first().waitFor();
    await bob.waitForTimeout(1_200);
    await bob.getByRole('button', { name: resident.room.done }).tap();
    await cockpit.getByText(/^Zaal 0:0[1-9]$/).waitFor();
    await cockpit.getByText(staff.balanceMore).click();
    const row = cockpit.getByRole('row', { name: new RegExp(`^${staff.group_residents}`) });
    await row.getByText(fill(staff.balanceOf, { heard: 1, people: 2 })).waitFor();
    expect(await eva.getByText(staff.balanceMore).count()).toBe(0);
  });

  test('whoever wants no nudge turns it off, and on again', async () => {
    await openHelp(eva);
    await eva.getByRole('button', { name: keeping.nudgesOff }).tap();
    await eva.getByRole('button', { name: keeping.nudgesOn }).tap();
    await eva.getByRole('button', { name: keeping.nudgesOff }).waitFor();
    expect(evening.complaints).toEqual([]);
  });
});
