// One facilitator alone with a hall: people without a phone, typing errors, a card in the wrong column, somebody who
// has to go, and never more than ten buttons. In a real browser, by role and by the Dutch words on the page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, fill, nl, postCard, startPhase } from './evening.ts';

const { floor, resident, shared, staff } = nl;
const buttonsMax = 10;

// Buttons that can be pressed now, but for the hands in the queue: those are a list to choose from.
async function pressable(cockpit: Page): Promise<string[]> {
  return cockpit.getByRole('button').evaluateAll((all) => all
    .filter((one) => one.closest('.floor ol') === null && one.getAttribute('aria-disabled') !== 'true')
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one) => one.textContent?.trim() ?? ''));
}

describe('leading alone', () => {
  let evening: Evening;
  let cockpit: Page;
  let hall: Page;
  let bob: Page;
  let eva: Page;
  const press = (name: string): Promise<void> => cockpit.getByRole('button', { name, exact: true }).click();
  // A button whose name goes on for who cannot see what it stands beside.
  const pressFor = (name: string, whom: string): Promise<void> =>
    cockpit.getByRole('button', { name: new RegExp(`^${name} ?: ${whom}$`) }).click();
  const closePanel = (): Promise<void> => press(shared.close);
  const find = (name: string): Promise<void> =>
    cockpit.getByRole('complementary').getByRole('button', { name: new RegExp(`^${name}`) }).click();

  // On the own phone of who helps.
  const openWim = async (): Promise<void> => {
    await bob.getByRole('button', { name: resident.helper.others.go }).tap();
    await bob.getByRole('button', { name: /^Wim/ }).tap();
  };

  beforeAll(async () => {
    evening = await Evening.open();
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    [bob, eva] = await Promise.all([evening.phone('Bob', 'hall'), evening.phone('Eva', 'online')]);
  });
  afterAll(() => evening.close());

  test('somebody without a phone gets a seat and a hand', async () => {
    await startPhase(cockpit, 'Verhalen uit de buurt');
    await press(staff.enterFor);
    await cockpit.getByLabel(staff.enterNewName, { exact: true }).fill('Truus');
    await cockpit.getByLabel(staff.enterNewTable).fill('3');
    await press(staff.enterAdd);
    await cockpit.getByText(fill(staff.enterAdded, { name: 'Truus' })).first().waitFor();
    await press(staff.enterHand);
    await closePanel();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Truus' }) }).click();
    await hall.getByRole('heading', { name: 'Truus' }).or(hall.getByText('Truus')).first().waitFor();
  });

  test('with a speaker, hands and time running out there are ten buttons at most', async () => {
    await bob.getByRole('button', { name: resident.room.raise }).tap();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Bob' }) }).waitFor();
    const buttons = await pressable(cockpit);
    expect(buttons.length, buttons.join(' | ')).toBeLessThanOrEqual(buttonsMax);
    expect(buttons).toContain(staff.pauseAll);
  });

  test('who hears nothing stands on top, with since when', async () => {
    await eva.getByRole('button', { name: resident.hear.nothing }).tap();
    const care = cockpit.getByRole('complementary');
    await care.getByText(fill(staff.troubleNoSound, { name: 'Eva' })).waitFor();
    await care.getByText(staff.troubleJust).waitFor();
    await pressFor(staff.troubleSolved, 'Eva');
  });

  test('a helper in the hall enters a hand on an own phone', async () => {
    await press(staff.people);
    await find('Bob');
    await press(fill(staff.makeUsher, { name: 'Bob' }));
    await closePanel();
    await bob.getByRole('button', { name: resident.helper.others.go }).tap();
    await bob.getByLabel(staff.enterNewName, { exact: true }).fill('Wim');
    await bob.getByRole('button', { name: staff.enterAdd }).tap();
    await bob.getByLabel(staff.enterKind).selectOption('technical');
    await bob.getByRole('button', { name: staff.enterHand, exact: true }).tap();
    await bob.getByText(fill(staff.enterHandDone, { name: 'Wim' })).first().waitFor();
    await bob.getByRole('button', { name: shared.close }).first().tap();
    const row = cockpit.getByRole('main').getByRole('button', { name: /^\d ?Wim/ });
    await expect.poll(() => row.textContent()).toContain(floor.kinds.technical);
  });

  test('a card entered with a typing error is mended before anybody else sees it', async () => {
    await startPhase(cockpit, 'Stil schrijven');
    await press(staff.enterFor);
    await find('Truus');
    await press(staff.enterCard);
    await cockpit.getByLabel(staff.enterCardText).fill('Een bankje in de zoon');
    await press(staff.enterCardSend);
    await cockpit.getByText(staff.enteredDraft).waitFor();
    await press(staff.mendCard);
    await cockpit.getByLabel(staff.mendCardField).fill('Een bankje in de zon');
    await press(staff.save);
    await cockpit.getByText('Een bankje in de zon').waitFor();
    await closePanel();
    await openWim();
    await bob.getByRole('button', { name: staff.enterCard, exact: true }).tap();
    await bob.getByLabel(staff.enterCardText).fill('Een hek om de vijver');
    await bob.getByRole('button', { name: staff.enterCardSend, exact: true }).tap();
    await bob.getByRole('button', { name: staff.mendCard, exact: true }).waitFor();
    await bob.getByRole('button', { name: shared.close }).first().tap();
    expect(await hall.content()).not.toContain('Een bankje in de zon');
    await press(staff.revealCards);
    await hall.getByText('Een bankje in de zon').first().waitFor();
    await bob.getByText(shared.board, { exact: true }).first().tap();
    await bob.getByText('Een bankje in de zon').first().waitFor();
    expect(await bob.getByText(shared.correctedCard).count()).toBe(0);
  });

  test('a card that everybody sees is mended with a mark, and moved to another column', async () => {
    await press(staff.talkAndCards);
    await press(staff.cardsTab);
    await find('Een bankje in de zon');
    await press(staff.moveCard);
    await press('2030: dit laten we los');
    await cockpit.getByRole('region', { name: /2030: dit laten we los/ }).getByText('Een bankje in de zon').waitFor();

    await bob.getByText(resident.room.write, { exact: true }).first().tap();
    await postCard(bob, 'Meer boomen');
    await find('Meer boomen');
    await press(staff.mendCard);
    await cockpit.getByLabel(staff.mendCardField).fill('Meer bomen');
    await press(staff.save);
    await hall.getByText('Meer bomen').first().waitFor();
    await eva.getByText(shared.board, { exact: true }).first().tap();
    await eva.getByText(shared.correctedCard).first().waitFor({ state: 'attached' });
    await closePanel();
  });

  test('going back a part keeps what was written, and forward again shows it', async () => {
    await press(staff.more);
    await press(staff.moreScript);
    await pressFor(staff.goTo, 'Verhalen uit de buurt');
    await cockpit.getByRole('heading', { name: 'Verhalen uit de buurt', level: 3 }).waitFor();
    await pressFor(staff.goTo, 'Oogst');
    await hall.getByText('Meer bomen').first().waitFor();
    await closePanel();
  });

  test('what was entered stays as it is once its part is over', async () => {
    await openWim();
    await bob.getByText(staff.enteredFixed).waitFor();
    expect(await bob.getByRole('button', { name: staff.mendCard, exact: true }).count()).toBe(0);
    await bob.getByRole('button', { name: staff.takeBack, exact: true }).waitFor();
    await bob.getByRole('button', { name: shared.close }).first().tap();
  });

  test('somebody is removed only with a reason, and reads it', async () => {
    await press(staff.people);
    await find('Eva');
    await press(fill(staff.removeSeat, { name: 'Eva' }));
    await press(fill(staff.removeSure, { name: 'Eva' }));
    await cockpit.getByText(staff.reasonMissing).first().waitFor();
    await cockpit.getByLabel(fill(staff.removeReason, { name: 'Eva' })).fill('Schelden mag hier niet');
    await press(fill(staff.removeSure, { name: 'Eva' }));
    await cockpit.getByRole('complementary').getByRole('button', { name: /^Eva/ }).waitFor({ state: 'detached' });
    await eva.getByText(resident.ended.removed).first().waitFor();
    await eva.getByText('Schelden mag hier niet').first().waitFor();
    await closePanel();
  });

  test('no page complained', () => {
    expect(evening.complaints).toEqual([]);
  });
});
