// The smallest phone with letters twice as big, through an evening: the thing itself and the one button are on the
// first screen, nothing lies below the bar, and what stands first is read first. And the small words that tell people
// who they are: a namesake, a place in the list, a hand that rests.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, nl, postCard, sizes, startPhase } from './evening.ts';

const { resident, shared, staff } = nl;
const height = sizes.smallPhone.height;

async function letters(page: Page, size: string): Promise<void> {
  await page.evaluate((wanted) => {
    document.documentElement.style.fontSize = wanted;
    window.scrollTo({ top: 0 });
  }, size);
  await page.waitForTimeout(100);
}

// How much of it stands on the screen, in pixels, and not below the bar at the bottom.
async function inSight(thing: Locator): Promise<number> {
  return thing.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const bar = element.closest('footer') ? null : document.querySelector('footer');
    const isBar = bar !== null && getComputedStyle(bar).position === 'sticky';
    const end = isBar ? bar.getBoundingClientRect().top : window.innerHeight;
    return Math.max(0, Math.min(box.bottom, end) - Math.max(box.top, 0));
  });
}

async function isWhole(thing: Locator): Promise<boolean> {
  const box = await thing.boundingBox();
  return box !== null && (await inSight(thing)) >= box.height - 1;
}

// Screen readers and the Tab key go by the page's own order; eyes go from the top down. The two have to agree.
async function readInOrder(page: Page): Promise<void> {
  const tops = await page.evaluate(() => {
    window.scrollTo({ top: 0 });
    // What sticks to the edge of the screen has no place of its own in between.
    const parts = [...document.querySelectorAll('.room > *, main > *, main > .about > *')]
      .filter((part) => getComputedStyle(part).position !== 'sticky');
    return parts.map((part) => part.getBoundingClientRect())
      .filter((box) => box.height > 0).map((box) => Math.round(box.top + window.scrollY));
  });
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  expect(await page.locator('.room h1').count()).toBe(1);
}

describe('a small phone with large letters', () => {
  let evening: Evening;
  let phone: Page;
  let cockpit: Page;
  let hall: Page;

  beforeAll(async () => {
    evening = await Evening.open();
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    phone = await evening.phone('Fatima', 'online', { size: sizes.smallPhone });
    await letters(phone, '200%');
  });
  afterAll(() => evening.close());

  test('welcome: nothing to press, so the bar lies over nothing, and the line to listen is there', async () => {
    await phone.getByText(resident.room.listen, { exact: true }).waitFor();
    const bar = await phone.locator('footer').boundingBox();
    const page = await phone.locator('main').boundingBox();
    expect(bar?.y).toBeGreaterThanOrEqual((page?.y ?? 0) + (page?.height ?? 0) - 1);
    const line = phone.getByRole('link', { name: '030 123 45 67' });
    await line.scrollIntoViewIfNeeded();
    expect(await isWhole(line)).toBe(true);
    await readInOrder(phone);
  });

  test('a namesake comes in, and both are told how they are called here', async () => {
    const other = await evening.page(sizes.phone, { hasTouch: true, isMobile: true });
    await other.goto(evening.links.participant);
    await other.getByLabel(resident.join.name).fill('Fatima');
    await other.getByText(resident.join.inHall).tap();
    await other.getByRole('button', { name: resident.join.go, exact: true }).tap();
    await other.locator('main').getByText(resident.room.namesake('Fatima (2)'), { exact: true }).waitFor();
    await phone.locator('main').getByText(resident.room.namesake('Fatima (1)'), { exact: true }).waitFor();
  });

  test('a free hand: the button is whole, and takes less than half the screen', async () => {
    await startPhase(cockpit, 'Verhalen uit de buurt');
    await phone.getByRole('button', { name: resident.room.raise }).waitFor();
    await letters(phone, '200%');
    expect(await isWhole(phone.getByRole('button', { name: resident.room.raise }))).toBe(true);
    expect((await phone.locator('footer').boundingBox())?.height).toBeLessThan(height * 0.45);
    await readInOrder(phone);
  });

  test('my name is marked in the list of who comes next', async () => {
    await phone.getByRole('button', { name: resident.room.raise }).tap();
    await phone.getByText(`Fatima (1) (${shared.you})`).waitFor();
  });

  test('my turn: time, both buttons and the sheet are on the first screen', async () => {
    await cockpit.getByRole('button', { name: /^Geef het woord aan / }).first().click();
    await phone.getByText(resident.room.yourTurn).first().waitFor();
    await letters(phone, '200%');
    for (const name of [resident.room.done, resident.room.pass]) {
      expect(await isWhole(phone.getByRole('button', { name, exact: true }))).toBe(true);
    }
    expect((await phone.locator('footer').boundingBox())?.height).toBeLessThan(height * 0.4);
    expect(await inSight(phone.getByLabel(resident.room.say))).toBeGreaterThan(60);
    await readInOrder(phone);
  });

  test('a hand that stays up while everybody writes says that it rests', async () => {
    await phone.getByRole('button', { name: resident.room.done, exact: true }).tap();
    await phone.getByRole('button', { name: resident.room.raise }).tap();
    await phone.getByRole('button', { name: resident.room.lower }).waitFor();
    await startPhase(cockpit, 'Stil schrijven');
    await letters(phone, '');
    await phone.getByText(resident.room.handRests).waitFor();
    for (const promise of [resident.room.youNext, resident.room.handUp]) {
      expect(await phone.getByText(promise).count()).toBe(0);
    }
    await phone.getByRole('button', { name: resident.room.lower }).tap();
    await phone.getByText(resident.room.handRests).waitFor({ state: 'detached' });
  });

  test('writing: the sheet and its button are on the first screen', async () => {
    const sheet = phone.getByRole('textbox', { name: resident.write.text });
    const save = phone.getByRole('button', { name: resident.write.post });
    const columns = phone.getByRole('group', { name: resident.write.column });
    for (const size of ['200%', '']) {
      await letters(phone, size);
      expect(await inSight(sheet)).toBeGreaterThan(60);
      expect(await isWhole(save)).toBe(true);
      expect(await save.count()).toBe(1);
      expect(await isWhole(size === '' ? columns : phone.getByLabel(resident.write.columnShort))).toBe(true);
      await readInOrder(phone);
    }
  });

  test('a card asks for its column first, keeps its words, and hangs where it was put', async () => {
    const words = 'Een bankje waar de zon schijnt';
    expect(await phone.getByRole('radio', { checked: true }).count()).toBe(0);
    await phone.getByRole('textbox', { name: resident.write.text }).fill(words);
    await phone.getByRole('button', { name: resident.write.post }).tap();
    await phone.getByText(resident.write.columnFault).first().waitFor();
    expect(await phone.getByRole('textbox', { name: resident.write.text }).inputValue()).toBe(words);
    expect(await phone.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
    await postCard(phone, words, '2030: dit laten we los');
    await phone.getByText(`2030: dit laten we los · ${resident.write.draft}`).waitFor();
    expect(await phone.locator('form').getByText(resident.write.columnFault).count()).toBe(0);
  });

  test('the button comes up with the keyboard', async () => {
    const save = phone.getByRole('button', { name: resident.write.post });
    await phone.evaluate(() => {
      Object.defineProperty(visualViewport, 'height', { value: window.innerHeight - 250, configurable: true });
      visualViewport?.dispatchEvent(new Event('resize'));
    });
    await expect.poll(async () => ((await save.boundingBox())?.y ?? height)).toBeLessThan(height - 250);
    await phone.evaluate(() => {
      delete (visualViewport as unknown as Record<string, unknown>)['height'];
      visualViewport?.dispatchEvent(new Event('resize'));
    });
  });

  test('after the reveal nobody is asked to write in silence', async () => {
    await phone.getByText(/Schrijf in stilte/).first().waitFor();
    await cockpit.getByRole('button', { name: staff.revealCards }).click();
    await phone.getByText(resident.room.revealed, { exact: true }).waitFor();
    expect(await phone.getByText(/Schrijf in stilte/).count()).toBe(0);
  });

  test('few cards stand large on the hall screen, and no text is smaller than a thirtieth of its height', async () => {
    const card = hall.getByText('Een bankje waar de zon schijnt');
    await card.waitFor();
    const size = await card.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeGreaterThan(sizes.hall.height / 20);
    const smallest = await hall.evaluate(() => Math.min(...[...document.querySelectorAll('main *')]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
      .map((one) => parseFloat(getComputedStyle(one).fontSize))));
    expect(smallest).toBeGreaterThanOrEqual(sizes.hall.height / 30);
  });

  test('the evening is closed: talk and board can still be read', async () => {
    await cockpit.getByRole('button', { name: staff.more, exact: true }).first().click();
    await cockpit.getByRole('button', { name: staff.moreClose, exact: true }).first().click();
    await cockpit.getByRole('button', { name: staff.closeSure }).click();
    await phone.getByText(resident.room.closed).first().waitFor();
    await phone.reload();
    await phone.getByText(resident.room.closedLead).waitFor();
    await phone.getByRole('button', { name: shared.board, exact: true }).tap();
    await phone.getByRole('button', { name: shared.next, exact: true }).tap();
    await phone.getByText('Een bankje waar de zon schijnt').waitFor();
    await phone.getByRole('button', { name: resident.room.talk, exact: true }).tap();
    await phone.getByText('Fatima (1)').first().waitFor();
    await hall.getByText(staff.hallClosed).waitFor();
    expect(evening.complaints).toEqual([]);
  });
});

describe('the door', () => {
  let evening: Evening;
  beforeAll(async () => {
    evening = await Evening.open();
  });
  afterAll(() => evening.close());

  test('an unknown code can be read in three languages, and leads to another code', async () => {
    const page = await evening.page(sizes.smallPhone);
    await page.goto(`${evening.server.base}/k/XXXXXXXX`);
    await page.getByRole('heading', { name: resident.join.unknown }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'We do not know this code' }).waitFor();
    await page.getByRole('button', { name: 'Nederlands' }).click();
    await page.getByRole('button', { name: resident.join.otherCode }).click();
    await page.getByLabel(resident.start.code).waitFor();
  });

  test('what is still to be filled in comes into sight and takes the focus', async () => {
    const page = await evening.page(sizes.smallPhone);
    await page.goto(evening.links.participant);
    await page.getByLabel(resident.join.name).fill('Bob');
    await page.getByRole('button', { name: resident.join.go, exact: true }).click();
    expect(await isWhole(page.getByText(resident.join.inHall))).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
  });
});
