// Building on a card ("ja, en") and a card that stays out of the report: from phone to phone, cockpit and hall screen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dreams, Evening, nl, postCard, startPhase } from './evening.ts';

const { floor, resident, staff } = nl;
let evening: Evening;
beforeAll(async () => {
  evening = await Evening.open();
});
afterAll(async () => evening.close());

test('somebody builds on a card, and keeps it out of the report', async () => {
  const cockpit = await evening.cockpit();
  const hall = await evening.hall();
  const cem = await evening.phone('Cem', 'online');
  const dee = await evening.phone('Dee', 'hall');
  await startPhase(cockpit, 'Stil schrijven');
  await postCard(cem, 'Een bankje bij de vijver');
  await cem.getByText(resident.write.posted).first().waitFor({ state: 'attached' });
  await cockpit.getByRole('button', { name: staff.revealCards }).first().click();

  const board = dee.getByRole('region', { name: resident.room.board });
  await board.getByRole('button', { name: floor.board.buildOnWhich('Een bankje bij de vijver') }).tap();
  await dee.getByText(floor.board.onto('Een bankje bij de vijver')).waitFor();
  const sheet = dee.getByRole('textbox', { name: resident.write.text });
  await expect.poll(() => sheet.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await dee.getByRole('radio', { name: dreams }).isChecked(), 'the column of the card it builds on').toBe(true);
  await sheet.fill('en een boom ernaast');
  await dee.getByText(floor.write.count(19, 140)).waitFor();
  await dee.getByRole('checkbox', { name: floor.board.private }).check();
  await dee.getByRole('button', { name: resident.write.post }).tap();
  await dee.getByText(resident.write.posted).first().waitFor({ state: 'attached' });
  await sheet.fill('x'.repeat(200));
  await dee.getByText(floor.write.long(200, 140)).waitFor();
  await sheet.fill('');
  expect(await dee.getByRole('checkbox', { name: floor.board.private }).isChecked(), 'asked anew').toBe(false);

  const built = cem.getByRole('article').filter({ hasText: 'en een boom ernaast' });
  await built.getByText(floor.board.onto('Een bankje bij de vijver')).waitFor();
  await built.getByText(floor.board.private).waitFor();
  await hall.getByText(floor.board.onto('Een bankje bij de vijver')).waitFor();

  // What is taken back leaves no trace at what builds on it.
  await cem.getByRole('button', { name: resident.room.write, exact: true }).tap();
  await cem.getByRole('button', { name: resident.write.retract }).tap();
  await cem.getByRole('button', { name: resident.write.retractYes }).tap();
  await hall.getByText(floor.board.onto('Een bankje bij de vijver')).waitFor({ state: 'detached' });
  await hall.getByText('en een boom ernaast').waitFor();

  // The author takes the mark off again.
  const own = dee.getByRole('region', { name: resident.write.mine });
  await own.getByRole('button', { name: resident.write.edit }).tap();
  await own.getByRole('checkbox', { name: floor.board.private }).uncheck();
  await own.getByRole('button', { name: resident.write.save }).tap();
  await hall.getByText(floor.board.private).waitFor({ state: 'detached' });
  expect(evening.complaints).toEqual([]);
});
