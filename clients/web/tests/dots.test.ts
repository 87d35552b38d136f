// Weighing with dots, from phone to cockpit and hall screen: nobody sees a count before all are shown together, who
// came later gets dots from who leads, and stickers on paper stand beside them.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Evening, fill, nl, postCard, sizes, startPhase } from './evening.ts';

const { floor, resident, staff } = nl;
const say = floor.dots;
let evening: Evening;
beforeAll(async () => {
  evening = await Evening.open();
});
afterAll(async () => evening.close());

const isInSight = (button: Locator) => button.evaluate((one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(left + width / 2, top + height - 4));
});
const more = (phone: Page, card: string) => phone.getByRole('button', { name: say.add(card), exact: true });

test('dots are put in silence, changed, and shown together', async () => {
  const cockpit = await evening.cockpit();
  const hall = await evening.hall();
  const cem = await evening.phone('Cem', 'online', { size: sizes.smallPhone });
  const dee = await evening.phone('Dee', 'hall');
  await startPhase(cockpit, 'Stil schrijven');
  for (const text of ['Bomen', 'Gras']) {
    await postCard(cem, text);
    await cem.getByRole('article').filter({ hasText: text }).getByText(floor.write.draft).waitFor();
  }
  await cockpit.getByRole('button', { name: staff.revealCards }).first().click();
  await cockpit.getByRole('button', { name: staff.talkAndCards }).click();
  await cockpit.getByRole('button', { name: staff.cardsTab, exact: true }).click();
  await cockpit.getByRole('button', { name: `${staff.dotsOpen}: Stil schrijven` }).click();
  await cockpit.getByRole('button', { name: staff.dotsBegin, exact: true }).click();

  // On the smallest phone a first dot can be put without scrolling, and with nothing in front of it.
  const first = cem.getByRole('button', { name: /^Zet een stip op: / }).first();
  await first.waitFor();
  await cem.evaluate(() => window.scrollTo({ top: 0 }));
  await expect.poll(() => isInSight(first)).toBe(true);

  // Quick taps are one wish.
  await more(cem, 'Bomen').tap();
  await more(cem, 'Bomen').tap();
  await cem.getByText(say.left(1)).first().waitFor();
  await cockpit.getByText(say.put(1, 2)).waitFor();
  await hall.getByText(say.put(1, 2)).waitFor();
  await cem.getByRole('button', { name: say.take('Bomen') }).tap();
  await cem.getByText(say.left(2)).first().waitFor();
  await more(cem, 'Gras').tap();
  await more(cem, 'Gras').tap();
  await cem.getByText(say.left(0)).first().waitFor();
  await more(dee, 'Gras').tap();
  await cockpit.getByText(say.put(2, 2)).waitFor();
  // After a look from nothing it is all there still, and still nobody's but his.
  await cem.reload();
  await cem.getByText(say.left(0)).first().waitFor();
  await more(cem, 'Gras').and(cem.locator('[aria-disabled]')).waitFor();
  for (const page of [cockpit, hall]) expect(await page.getByText(say.count(3)).count()).toBe(0);

  const eef = await evening.phone('Eef', 'online');
  await eef.getByText(say.wait).first().waitFor();
  expect(await more(eef, 'Bomen').count()).toBe(0);
  await cockpit.getByRole('button', { name: fill(staff.dotsAdmit, { name: 'Eef' }) }).click();
  await more(eef, 'Bomen').tap();
  await cockpit.getByText(say.put(3, 3)).waitFor();

  await cockpit.getByRole('button', { name: staff.dotsStickers }).click();
  const stickers = cockpit.getByLabel(fill(staff.dotsStickersOn, { title: 'Gras' }));
  await stickers.fill('4');
  await stickers.press('Tab');
  await cockpit.getByRole('button', { name: staff.dotsClose }).click();
  const gras = `${say.count(3)}, ${say.stickers(4)}`;
  for (const page of [cem, cockpit]) {
    const rows = page.getByRole('region', { name: say.results }).getByRole('listitem');
    await rows.nth(1).waitFor();
    expect(await rows.first().textContent()).toContain('Gras');
    expect(await rows.first().textContent()).toContain(gras);
    expect(await rows.nth(1).textContent()).toContain(say.count(2));
  }
  await hall.getByText(gras).waitFor();
  const board = dee.getByRole('region', { name: resident.room.board });
  await board.getByRole('article').filter({ hasText: 'Gras' }).getByText(gras).waitFor();
  expect(evening.complaints).toEqual([]);
});
