// A check-in and a parliament as people see them: who passes is asked once more and nobody's screen lists it, saying no
// is one tap, who leads sums up; then name plates on every screen, and hall and online in turn.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, fill, nl, sizes, startPhase } from './evening.ts';

const { floor, resident, shared, staff } = nl;
const say = resident.room;
const pond = 'De vijver';

describe('rounds and a parliament', () => {
  let evening: Evening;
  let cockpit: Page;
  let hall: Page;
  let first: Page;
  let second: Page;
  let names: [string, string];

  beforeAll(async () => {
    evening = await Evening.open((room) => ({
      phases: room.phases.map((phase) => (phase.floor === 'open'
        ? { ...phase, werkvorm: 'parlement', order: 'alternating' as const, speaks_for: ['Een kind uit 2050', pond] }
        : phase)),
    }));
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    const [bob, cem] = await Promise.all([
      evening.phone('Bob', 'hall', { size: sizes.smallPhone }), evening.phone('Cem', 'online'),
    ]);
    await startPhase(cockpit, 'Kennismaken');
    await cockpit.getByRole('button', { name: staff.startRound }).click();
    const speaks = bob.getByText(say.yourTurn).first();
    await Promise.race([speaks.waitFor(), cem.getByText(say.yourTurn).first().waitFor()]);
    const isBob = await speaks.isVisible();
    [first, second] = isBob ? [bob, cem] : [cem, bob];
    names = isBob ? ['Bob', 'Cem'] : ['Cem', 'Bob'];
  });
  afterAll(() => evening.close());

  test('in a check-in hands rest, and the page says so', async () => {
    await first.getByText(floor.round.yoursCheck).waitFor();
    await second.getByText(say.youNext).first().waitFor();
    expect(await second.getByRole('button', { name: say.raise }).count()).toBe(0);
    await cockpit.getByText(staff.roundCheck).waitFor();
    expect(await cockpit.getByRole('button', { name: staff.openQueue }).count()).toBe(0);
    await hall.getByText(staff.hallCheck).first().waitFor();
  });

  test('who passes is asked once more at the end, and only that person reads it', async () => {
    await first.getByRole('button', { name: say.pass }).tap();
    await first.getByText(floor.round.againSoon).first().waitFor();
    await second.getByText(say.yourTurn).first().waitFor();
    for (const page of [cockpit, hall]) {
      const next = page === hall ? page.locator('.next') : page.locator('section[aria-labelledby="round-title"]');
      expect((await next.allTextContents()).join()).not.toContain(names[0]);
    }
    await second.getByRole('button', { name: say.done }).tap();
    await first.getByText(floor.round.again).first().waitFor();
    await second.getByText(floor.round.second).waitFor();
    await hall.getByText(staff.hallSecond).waitFor();
    await cockpit.getByText(fill(staff.roundSecond, { count: 0 })).waitFor();
  });

  test('saying no is one tap, and then who leads sums up', async () => {
    await first.getByRole('button', { name: floor.round.noThanks }).tap();
    await cockpit.getByText(staff.roundSumUp).waitFor();
    await hall.getByText(staff.hallSumsUp).waitFor();
    await cockpit.getByRole('button', { name: staff.roundSummedUp }).click();
    await cockpit.getByText(fill(staff.roundOver, { spoke: 2, total: 3 })).first().waitFor();
    await cockpit.getByText(fill(staff.roundUnheard, { names: names[0] })).waitFor();
  });

  test('in a parliament the name plate says for whom somebody speaks, and the sides take turns', async () => {
    await startPhase(cockpit, 'Verhalen uit de buurt');
    await first.getByRole('button', { name: pond }).tap();
    await expect.poll(() => first.getByRole('button', { name: pond }).getAttribute('aria-pressed')).toBe('true');
    await first.getByRole('button', { name: say.raise }).tap();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: names[0] }), exact: true }).click();
    for (const page of [second, cockpit, hall]) await page.getByText(floor.speaksFor(pond)).first().waitFor();
    await first.getByRole('button', { name: say.done }).tap();
    await first.getByRole('button', { name: say.raise }).tap();
    await second.getByRole('button', { name: say.raise }).tap();
    await first.getByText(shared.ordinal(2)).first().waitFor();
    await first.getByText(floor.whyYou.arrival).waitFor();
    await cockpit.getByText(staff.why_other_side).first().waitFor();
  });

  test('a helper chooses for somebody without a phone, and the name plate says it', async () => {
    const press = (name: string): Promise<void> => cockpit.getByRole('button', { name, exact: true }).click();
    await press(staff.enterFor);
    await cockpit.getByLabel(staff.enterNewName, { exact: true }).fill('Opa');
    await press(staff.enterAdd);
    await cockpit.getByLabel(staff.enterSpeakFor).selectOption(pond);
    await press(staff.enterHand);
    await press(shared.close);
    await cockpit.locator('.floor ol .give').filter({ hasText: 'Opa' }).click();
    await hall.locator('.speaker').filter({ hasText: 'Opa' }).getByText(floor.speaksFor(pond)).waitFor();
    expect(evening.complaints).toEqual([]);
  });
});
