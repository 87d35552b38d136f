// Cards come together in themes, by keyboard alone: a theme is made and named anew, cards are put in it, two become one
// and two again, and the board is frozen. The phone and the hall screen follow.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dreams, Evening, fill, nl, postCard, startPhase } from './evening.ts';

const { floor, resident, staff } = nl;
let evening: Evening;
beforeAll(async () => {
  evening = await Evening.open();
});
afterAll(async () => evening.close());

// As somebody without a mouse does: to the button, and Enter.
async function press(cockpit: Page, name: string): Promise<void> {
  const button = cockpit.getByRole('button', { name, exact: true }).first();
  await button.focus();
  await cockpit.keyboard.press('Enter');
}

async function makeTheme(cockpit: Page, title: string): Promise<void> {
  await press(cockpit, `${staff.themeNew}: ${dreams}`);
  await expect.poll(() => cockpit.getByLabel(staff.themeName).evaluate((one) => one === document.activeElement))
    .toBe(true);
  await cockpit.keyboard.type(title);
  await cockpit.keyboard.press('Enter');
  await cockpit.getByRole('heading', { name: title, exact: true }).waitFor();
}

async function put(cockpit: Page, card: string, theme: string): Promise<void> {
  await press(cockpit, card);
  await press(cockpit, staff.themePut);
  await press(cockpit, theme);
  await cockpit.getByRole('group', { name: staff.themePutIn }).waitFor({ state: 'detached' });
  await press(cockpit, card);
}

test('themes are made, filled, merged and parted by keyboard', async () => {
  const cockpit = await evening.cockpit();
  const hall = await evening.hall();
  const cem = await evening.phone('Cem', 'online');
  await startPhase(cockpit, 'Stil schrijven');
  for (const text of ['Bomen', 'Gras']) {
    await postCard(cem, text);
    await cem.getByRole('article').filter({ hasText: text }).getByText(floor.write.draft).waitFor();
  }
  await press(cockpit, staff.revealCards);
  await press(cockpit, staff.talkAndCards);
  await press(cockpit, staff.cardsTab);
  await makeTheme(cockpit, 'Groen');
  await makeTheme(cockpit, 'Buiten');
  await put(cockpit, 'Bomen', 'Groen');
  await put(cockpit, 'Gras', 'Buiten');
  const board = cem.getByRole('region', { name: resident.room.board });
  for (const title of ['Groen', 'Buiten']) {
    await board.getByRole('heading', { name: title, exact: true }).waitFor();
    await hall.getByText(title, { exact: true }).waitFor();
  }

  await press(cockpit, fill(staff.themeMergeOf, { title: 'Buiten' }));
  await press(cockpit, 'Groen');
  await cockpit.getByText(fill(staff.themeHolds, { title: 'Buiten' })).waitFor();
  await board.getByRole('heading', { name: 'Buiten', exact: true }).waitFor({ state: 'detached' });
  await hall.getByText('Buiten', { exact: true }).waitFor({ state: 'detached' });
  await press(cockpit, fill(staff.themeSplitOf, { title: 'Buiten' }));
  await board.getByRole('heading', { name: 'Buiten', exact: true }).waitFor();

  await press(cockpit, fill(staff.themeRenameOf, { title: 'Buiten' }));
  await cockpit.getByLabel(staff.themeName).fill('Straat');
  await cockpit.keyboard.press('Enter');
  await hall.getByText('Straat', { exact: true }).waitFor();

  await press(cockpit, `${staff.boardFreeze}: Stil schrijven`);
  await board.getByText(floor.board.frozen).waitFor();
  await expect.poll(() => board.getByRole('button', { name: floor.board.buildOnWhich('Gras') }).count()).toBe(0);
  expect(await cockpit.getByRole('button', { name: `${staff.themeNew}: ${dreams}` }).count()).toBe(0);
  await press(cockpit, `${staff.boardOpen}: Stil schrijven`);
  await board.getByText(floor.board.frozen).waitFor({ state: 'detached' });
  expect(evening.complaints).toEqual([]);
});
