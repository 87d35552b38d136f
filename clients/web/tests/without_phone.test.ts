// People without a phone: a helper with the pad of hand cards, a tablet on a table, two phones, the cockpit and the
// hall screen. What somebody typed on the tablet is gone for the next: on the page, in storage, in a field's undo and
// in the page's memory. In a real browser, by role and by the Dutch words on the page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words as tablet } from '../src/words/nl/tablet.ts';
import { Evening, fill, nl, postCard, sizes, startPhase } from './evening.ts';

const { floor, resident, shared, staff } = nl;
const secret = 'De fietsenstalling lekt';
// The browser clears up after itself in its own time; what the page still holds stays for ever.
const gone = { timeout: 20_000, interval: 500 };

// Everything a next person could find without taking the tablet apart.
async function leftOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
    const stored = [localStorage, sessionStorage].map((one) => JSON.stringify({ ...one }));
    return [document.documentElement.outerHTML, ...fields.map((field) => field.value), ...stored].join('\n');
  });
}

// Does the page hold this text anywhere in its memory, after the browser has thrown away what nothing holds any more?
async function holds(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  const parts: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return parts.join('').includes(text);
}

describe('people without a phone', () => {
  let evening: Evening;
  let cockpit: Page;
  let hall: Page;
  let uli: Page;
  let eva: Page;
  let table: Page;
  const press = (name: string): Promise<void> => cockpit.getByRole('button', { name, exact: true }).click();
  const row = (name: RegExp) => cockpit.getByRole('main').getByRole('button', { name });
  const chip = (name: string) => table.getByRole('button', { name: new RegExp(`^${name}`) });
  const onTable = (name: string): Promise<void> => table.getByRole('button', { name }).tap();
  const pad = async (number: string): Promise<void> => {
    for (const digit of number) await uli.getByRole('button', { name: digit, exact: true }).last().tap();
  };

  beforeAll(async () => {
    evening = await Evening.open();
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    [uli, eva] = await Promise.all([evening.phone('Uli', 'hall'), evening.phone('Eva', 'online')]);
    await startPhase(cockpit, 'Verhalen uit de buurt');
  });
  afterAll(() => evening.close());

  test('a card that is nobody’s gets a name and a hand in one go', async () => {
    await press(staff.people);
    await cockpit.getByRole('complementary').getByRole('button', { name: /^Uli/ }).click();
    await press(fill(staff.makeUsher, { name: 'Uli' }));
    await press(shared.close);
    await uli.getByRole('button', { name: resident.helper.others.go }).tap();
    await pad('17');
    await uli.getByRole('button', { name: staff.padWithName }).tap();
    await uli.getByLabel(staff.padName).fill('Henk');
    await uli.getByRole('button', { name: staff.padNameGo, exact: true }).tap();
    await uli.getByText(fill(staff.padUp, { name: 'Henk (kaart 17)' })).first().waitFor();
    const reason = floor.why.not_heard;
    await uli.getByText(fill(staff.padPlace, { place: shared.ordinal(1), reason })).waitFor();
    await row(/^\d ?Henk \(kaart 17\)/).waitFor();
    await hall.getByText('Henk (kaart 17)').first().waitFor();
  });

  test('the same card goes down, and one without a name goes up', async () => {
    await uli.getByRole('button', { name: '17', exact: true }).tap();
    await uli.getByRole('button', { name: fill(staff.padLower, { name: 'Henk (kaart 17)' }) }).tap();
    await row(/^\d ?Henk/).waitFor({ state: 'detached' });
    await pad('5');
    await uli.getByRole('button', { name: staff.padWithoutName }).tap();
    await row(/^\d ?Kaart 5/).waitFor();
    await uli.getByRole('button', { name: shared.close }).first().tap();
  });

  test('a tablet goes to work at its table by a code that works once', async () => {
    await press(staff.more);
    await press(staff.moreTablets);
    await cockpit.getByLabel(staff.tabletTable).fill('3');
    await press(staff.tabletMake);
    const link = await cockpit.locator('.text').filter({ hasText: '/tafel/' }).textContent();
    table = await evening.page(sizes.tablet, { hasTouch: true });
    await table.goto(link ?? '');
    await onTable(tablet.setUpGo);
    await table.getByRole('heading', { name: tablet.who }).waitFor();
    await table.getByText(tablet.table(3)).first().waitFor();
    await cockpit.getByText('Tafeltablet 3').first().waitFor();
    const second = await evening.page(sizes.tablet, { hasTouch: true });
    await second.goto(link ?? '');
    await second.getByRole('button', { name: tablet.setUpGo }).tap();
    await second.getByText(nl.refusals.ticket_used).first().waitFor();
    await second.close();
    await press(shared.close);
  });

  test('who sits there adds a name, raises a hand, and gets the floor', async () => {
    await onTable(tablet.notHere);
    await table.getByLabel(tablet.name).fill('Truus');
    await onTable(tablet.nameGo);
    await table.getByText(tablet.worked).first().waitFor();
    await chip('Truus').tap();
    await onTable(tablet.raise);
    await table.getByText(tablet.worked).first().waitFor();
    await chip('Truus').getByText(tablet.waits(shared.ordinal(2))).waitFor();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Kaart 5' }) }).click();
    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Truus' }) }).click();
    await chip('Truus').getByText(tablet.speaks).waitFor();
    await chip('Truus').tap();
    await onTable(tablet.say);
    await table.getByLabel(tablet.say).fill('Er mag een bankje bij');
    await onTable(tablet.sayGo);
    await eva.getByText('Er mag een bankje bij').first().waitFor();
    await chip('Truus').tap();
    await onTable(tablet.done);
    await table.getByText(shared.nobodySpeaks).waitFor();
  });

  test('a card of the table comes on the board, and nothing of it stays on the tablet', async () => {
    await startPhase(cockpit, 'Stil schrijven');
    await chip('Truus').tap();
    await onTable(tablet.write);
    await table.getByLabel(tablet.cardText).fill(secret);
    await onTable(tablet.cardGo);
    await table.getByText(tablet.worked).first().waitFor();
    await expect.poll(() => leftOn(table)).not.toContain(secret);
    await expect.poll(() => holds(table, secret), gone).toBe(false);
  });

  test('left alone it asks, and then forgets what was typed', async () => {
    const half = 'Half getypte gedachte';
    await table.clock.install();
    await chip('Truus').tap();
    await onTable(tablet.write);
    await table.getByLabel(tablet.cardText).pressSequentially(half);
    expect(await leftOn(table)).toContain(half);
    expect(await holds(table, half)).toBe(true);
    await table.clock.runFor(31_000);
    await table.getByRole('heading', { name: tablet.still }).waitFor();
    await table.getByText(tablet.stillText).waitFor();
    await onTable(tablet.stillYes);
    await table.clock.runFor(20_000);
    expect(await table.getByLabel(tablet.cardText).inputValue()).toBe(half);
    await table.clock.runFor(26_000);
    await table.getByRole('heading', { name: tablet.who }).waitFor();
    expect(await leftOn(table)).not.toContain(half);
    await chip('Truus').tap();
    await onTable(tablet.write);
    await table.getByLabel(tablet.cardText).focus();
    await table.keyboard.press('Control+z');
    expect(await table.getByLabel(tablet.cardText).inputValue()).toBe('');
    await onTable(tablet.someoneElse);
    await expect.poll(() => holds(table, half), gone).toBe(false);
  });

  test('dots are put on the tablet and by who leads, each time on a fresh sheet', async () => {
    const say = nl.floor.dots;
    const grass = 'Gras tussen de tegels';
    await postCard(eva, grass);
    await eva.getByRole('article').filter({ hasText: grass }).waitFor();
    await cockpit.getByRole('button', { name: staff.revealCards }).first().click();
    await press(staff.talkAndCards);
    await press(staff.cardsTab);
    await press(`${staff.dotsOpen}: Stil schrijven`);
    await press(staff.dotsBegin);
    await press(shared.close);
    const more = (page: Page, card: string) => page.getByRole('button', { name: say.add(card), exact: true });
    // The second time with what she wants instead: what stood there before is on no page.
    for (const [card, dots] of [[secret, 2], [grass, 1]] as const) {
      await chip('Truus').tap();
      await onTable(say.title);
      await expect.poll(() => table.getByText(say.own(0)).count()).toBe(2);
      for (let tap = 0; tap < dots; tap += 1) await more(table, card).tap();
      await onTable(say.save);
      await table.getByText(tablet.worked).first().waitFor();
      await cockpit.getByText(say.put(1, 4)).waitFor();
    }
    await press(staff.enterFor);
    await cockpit.getByRole('button', { name: /^Henk/, expanded: false }).click();
    await press(say.forOther);
    for (let tap = 0; tap < 3; tap += 1) await more(cockpit, secret).click();
    await press(say.save);
    await cockpit.getByText(say.saved('Henk (kaart 17)')).first().waitFor();
    await cockpit.getByText(say.put(2, 4)).waitFor();
    await press(shared.close);
    await press(staff.dotsClose);
    const rows = eva.getByRole('region', { name: say.results }).getByRole('listitem');
    await rows.filter({ hasText: secret }).getByText(say.count(3)).waitFor();
    await rows.filter({ hasText: grass }).getByText(say.count(1)).waitFor();
  });

  test('a lost tablet is taken away', async () => {
    await press(staff.more);
    await press(staff.moreTablets);
    await cockpit.getByRole('button', { name: new RegExp(`^${staff.tabletRemove} ?: Tafeltablet 3$`) }).click();
    await press(staff.tabletRemoveSure);
    await table.getByRole('heading', { name: tablet.gone }).waitFor();
    await cockpit.getByText(staff.tabletsNone).waitFor();
  });

  test('no page complained', () => {
    expect(evening.complaints).toEqual([]);
  });
});
