// Everybody can take part: axe finds nothing on any screen, nothing falls off a phone of 320 px or with letters twice
// as big, and the whole way from the code to a raised hand works with the keyboard alone.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Evening, fill, nl, postCard, sizes, startPhase } from './evening.ts';

const { resident, staff } = nl;

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as { axe: { run(): Promise<axe.AxeResults> } };
    return (await inPage.run()).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

// How far the page sticks out of the window to the right, and what does it.
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

async function doubleLetters(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
}

// The words of what has the focus; nothing when it fell to the page as a whole.
async function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body ? '' : (at.textContent ?? '').trim();
  });
}

describe('access', () => {
  let evening: Evening;
  let phone: Page;
  let cockpit: Page;
  let hall: Page;

  beforeAll(async () => {
    evening = await Evening.open();
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    phone = await evening.phone('Bob', 'hall', { size: sizes.smallPhone });
  });
  afterAll(() => evening.close());

  async function check(page: Page): Promise<void> {
    expect(await violations(page)).toEqual([]);
    expect(await sticksOut(page)).toEqual([]);
  }

  test('the page for a code', async () => {
    const page = await evening.page(sizes.smallPhone);
    await page.goto(evening.server.base);
    await page.getByRole('button', { name: resident.start.go }).waitFor();
    await check(page);
    await doubleLetters(page);
    expect(await sticksOut(page)).toEqual([]);
  });

  test('joining', async () => {
    const page = await evening.page(sizes.smallPhone);
    await page.goto(evening.links.participant);
    await page.getByLabel(resident.join.name).waitFor();
    await check(page);
    await doubleLetters(page);
    expect(await sticksOut(page)).toEqual([]);
  });

  test('the office and the sheet', async () => {
    const page = await evening.page(sizes.cockpit);
    await page.goto(`${evening.server.base}/bibliotheek`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await check(page);
    await page.goto(`${evening.server.base}/blad/${evening.links.code}`);
    await page.getByRole('button', { name: staff.sheetPrint }).waitFor();
    await check(page);
  });

  const phases = ['Kennismaken', 'Verhalen uit de buurt', 'Stil schrijven', 'Oogst'];
  test.each(phases)('every screen during %s', async (title) => {
    await startPhase(cockpit, title);
    for (const page of [phone, cockpit, hall]) {
      await page.getByText(title).first().waitFor();
      await check(page);
    }
  });

  test('a phone with letters twice as big', async () => {
    await doubleLetters(phone);
    expect(await sticksOut(phone)).toEqual([]);
    await phone.reload();
  });

  test('the dark theme has the same contrast', async () => {
    for (const page of [phone, cockpit, hall]) {
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await page.waitForTimeout(400);
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: null });
    }
  });

  test('a break, seen by everybody', async () => {
    await cockpit.getByRole('button', { name: staff.pauseAll }).click();
    await phone.getByText(resident.room.paused).first().waitFor();
    for (const page of [phone, cockpit, hall]) await check(page);
    await cockpit.getByRole('button', { name: staff.resumeAll }).click();
  });
});

describe('keyboard only', () => {
  let evening: Evening;
  beforeAll(async () => {
    evening = await Evening.open();
  });
  afterAll(() => evening.close());

  // Presses Tab until a control with this name has the focus; a page that never gets there fails.
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement | null;
        if (!at) return '';
        const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])].map((label) => label.textContent) : [];
        return [at.getAttribute('aria-label'), ...labels, at.textContent].filter(Boolean).join(' ');
      });
      if (name.test(seen)) return;
    }
    throw new Error(`Tab never reached ${name}`);
  }

  test('from the code to a raised hand, and a facilitator who gives the floor', async () => {
    const cockpit = await evening.page(sizes.cockpit);
    await cockpit.goto(evening.links.facilitator);
    await cockpit.getByLabel(staff.entryName).waitFor();
    await tabTo(cockpit, new RegExp(staff.entryName));
    await cockpit.keyboard.type('Ada');
    await tabTo(cockpit, new RegExp(staff.entryPin));
    await cockpit.keyboard.type(evening.links.pin);
    await cockpit.keyboard.press('Enter');
    await cockpit.getByRole('button', { name: staff.pauseAll }).waitFor();
    // The script is there a moment after the buttons; before that the space bar has nothing to start.
    await cockpit.getByRole('heading', { name: 'Welkom' }).waitFor();
    for (const title of ['Kennismaken', 'Verhalen uit de buurt']) {
      await cockpit.keyboard.press('Space');
      await cockpit.keyboard.press('Space');
      await cockpit.getByRole('heading', { name: title }).waitFor();
    }

    const page = await evening.page(sizes.phone);
    await page.goto(evening.links.participant);
    await page.getByLabel(resident.join.name).waitFor();
    await tabTo(page, new RegExp(resident.join.name.replace('?', '\\?')));
    await page.keyboard.type('Bob');
    await tabTo(page, new RegExp(`${resident.join.inHall}|${resident.join.atHome}`));
    await page.keyboard.press('Space');
    await tabTo(page, new RegExp(resident.join.go));
    await page.keyboard.press('Enter');
    await tabTo(page, new RegExp(resident.room.raise));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: resident.room.lower }).waitFor();
    await expect.poll(() => focusOf(page)).toMatch(new RegExp(resident.room.lower));
    await tabTo(page, new RegExp(resident.room.lower));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: resident.room.raise }).waitFor();
    await expect.poll(() => focusOf(page)).toMatch(new RegExp(resident.room.raise));
    await tabTo(page, new RegExp(resident.room.raise));
    await page.keyboard.press('Enter');

    await cockpit.getByRole('button', { name: fill(staff.giveFloor, { name: 'Bob' }) }).waitFor();
    await cockpit.keyboard.press('g');
    await page.getByText(resident.room.yourTurn).first().waitFor();
    await tabTo(page, new RegExp(resident.room.pass));
    await page.keyboard.press('Enter');
    await cockpit.getByText(staff.nobodySpeaks).waitFor();
  });
});

describe('the focus', () => {
  let evening: Evening;
  let cockpit: Page;
  beforeAll(async () => {
    evening = await Evening.open();
    cockpit = await evening.cockpit('Ada');
  });
  afterAll(() => evening.close());

  test('a card taken back leaves the focus at the list it hung in', async () => {
    const phone = await evening.phone('Cem', 'online');
    await startPhase(cockpit, 'Stil schrijven');
    await postCard(phone, 'Een bankje');
    await phone.getByRole('button', { name: resident.write.retract }).focus();
    await phone.keyboard.press('Enter');
    await phone.getByRole('button', { name: resident.write.retractYes }).focus();
    await phone.keyboard.press('Enter');
    await phone.getByText(resident.write.none).waitFor();
    await expect.poll(() => focusOf(phone)).toBe(resident.write.mine);
    // And a tap that swaps what is asked stays where it was, inside the dialog too.
    await phone.getByRole('button', { name: resident.help.open }).tap();
    await phone.getByRole('button', { name: nl.keeping.me }).tap();
    await expect.poll(() => focusOf(phone)).toContain(nl.keeping.meSure);
    await phone.keyboard.press('Escape');
    await expect.poll(() => focusOf(phone)).toBe(resident.help.open);
  });
});
