// Forms of talk as people see them: a fishbowl with its chairs, a proposal whose objections are heard first, saying
// back what was heard, and the seat for who is not here.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits, type PhasePlan } from '../src/protocol.gen.ts';
import { Evening, fill, nl, sizes, startPhase } from './evening.ts';

const { floor, resident, staff } = nl;
const say = resident.room;
const future = 'Iemand uit 2050';

function part(title: string, more: Partial<PhasePlan>): PhasePlan {
  return {
    id: '', key: 'eigen', werkvorm: 'wachtrij', title, instruction: 'We praten.', minutes: 10, floor: 'open',
    writing: 'none', turn_seconds: limits.turn_seconds_default, columns: [], ...more,
  };
}

describe('forms of talk', () => {
  let evening: Evening;
  let cockpit: Page;
  let hall: Page;
  let bob: Page;
  let cem: Page;
  const tap = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).tap();
  const press = (name: string): Promise<void> => cockpit.getByRole('button', { name, exact: true }).click();

  beforeAll(async () => {
    evening = await Evening.open(() => ({
      phases: [
        part('Begin', { floor: 'closed' }), part('De kring', { floor: 'free', chairs: 4, werkvorm: 'vissenkom' }),
        part('Het besluit', { proposal: 'Een bank bij de haven', werkvorm: 'consent' }),
        part('Luisteren', { says_back: true, werkvorm: 'luisteren' }),
        part('De toekomst', { voice: future, werkvorm: 'toekomststoel' }),
      ],
    }));
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    [bob, cem] = await Promise.all([
      evening.phone('Bob', 'hall', { size: sizes.smallPhone }), evening.phone('Cem', 'online'),
    ]);
    await startPhase(cockpit, 'De kring');
  });
  afterAll(() => evening.close());

  test('in a fishbowl who sits down may talk, and who leads taps who does', async () => {
    await tap(bob, floor.free.sitDown);
    await bob.getByText(floor.free.youSitLead).first().waitFor();
    await hall.getByText(staff.hallCircle).first().waitFor();
    expect(await cem.getByRole('button', { name: floor.free.begin }).count()).toBe(0);
    await tap(bob, floor.free.begin);
    await bob.getByText(say.yourTurn).first().waitFor();
    await tap(bob, say.done);
    await tap(cem, floor.free.sitDown);
    await cockpit.getByRole('button', { name: /^Cem/ }).click();
    await cem.getByText(say.yourTurn).first().waitFor();
    await tap(cem, say.done);
    await tap(cem, floor.free.getUp);
    await cem.getByText(floor.free.outside).first().waitFor();
  });

  test('nobody sees an answer before all were asked, and objections are heard first', async () => {
    await startPhase(cockpit, 'Het besluit');
    await expect.poll(() => cockpit.getByLabel(staff.proposalField).inputValue()).toBe('Een bank bij de haven');
    await press(staff.proposalAsk);
    await tap(bob, floor.proposal.agree);
    await bob.getByText(floor.proposal.canChange).first().waitFor();
    for (const page of [cem, cockpit, hall]) await page.getByText(floor.proposal.answered(1, 2)).first().waitFor();
    await tap(cem, floor.proposal.object);
    await cem.getByLabel(floor.proposal.why).fill('Daar komt het water');
    await tap(cem, floor.proposal.send);
    for (const page of [bob, cem, cockpit, hall]) {
      await page.getByText(floor.proposal.objections(1)).first().waitFor();
    }
    await cockpit.getByText('Daar komt het water').first().waitFor();
    for (const page of [bob, hall]) expect(await page.getByText('Daar komt het water').count()).toBe(0);
    await cockpit.locator('.floor ol').getByText(staff.why_objects).first().waitFor();
    await cem.getByText(say.youNext).first().waitFor();
  });

  test('who answers says back first, and the other says when it is right', async () => {
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Cem' }), exact: true }).click();
    await cem.getByText(say.yourTurn).first().waitFor();
    await startPhase(cockpit, 'Luisteren');
    await tap(cem, say.done);
    await tap(bob, say.raise);
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Bob' }), exact: true }).click();
    await bob.getByText(say.yourTurn).first().waitFor();
    await tap(cem, say.raise);
    await cockpit.locator('.floor ol .give').filter({ hasText: 'Cem' }).click();
    await cem.getByText(floor.back.first('Bob')).first().waitFor();
    await hall.getByText(floor.back.toWhom('Bob')).first().waitFor();
    await tap(bob, floor.back.notQuite);
    await cem.getByText(floor.back.notQuiteYet('Bob')).first().waitFor();
    await tap(bob, floor.back.yes);
    await cem.locator('footer').getByText(floor.back.first('Bob')).waitFor({ state: 'detached' });
    await tap(cem, say.done);
  });

  test('the seat for who is not here goes on after a turn, and its name plate with it', async () => {
    await startPhase(cockpit, 'De toekomst');
    const isBob = await Promise.race([
      bob.getByText(floor.voice.title).first().waitFor().then(() => true),
      cem.getByText(floor.voice.title).first().waitFor().then(() => false),
    ]);
    const [first, other] = isBob ? [bob, cem] : [cem, bob];
    const [name, otherName] = isBob ? ['Bob', 'Cem'] as const : ['Cem', 'Bob'] as const;
    await hall.getByText(fill(staff.voiceAt, { name })).first().waitFor();
    await tap(first, say.raise);
    await cockpit.getByText(staff.why_voice).first().waitFor();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name }), exact: true }).click();
    for (const page of [other, cockpit, hall]) await page.getByText(floor.speaksFor(future)).first().waitFor();
    await tap(first, say.done);
    await other.getByText(floor.voice.title).first().waitFor();
    await cockpit.getByText(fill(staff.voiceAt, { name: otherName })).first().waitFor();
    expect(evening.complaints).toEqual([]);
  });
});
