// Cards that were written in silence and forgotten: the facilitator hears of them in the next part, before closing and
// after it, and once shown they stand in the list of cards beside those of other parts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Evening, fill, nl, postCard, startPhase } from './evening.ts';

const { staff } = nl;
let evening: Evening;
beforeAll(async () => {
  evening = await Evening.open();
});
afterAll(async () => evening.close());

test('cards that nobody showed are not lost without a word', async () => {
  const cockpit = await evening.cockpit();
  const phone = await evening.phone('Cem', 'online');
  const press = (name: string): Promise<void> => cockpit.getByRole('button', { name, exact: true }).first().click();
  await startPhase(cockpit, 'Stil schrijven');
  await postCard(phone, 'Een geheim bankje');
  await cockpit.getByText(staff.revealCountOne).waitFor();

  await startPhase(cockpit, 'Oogst');
  const left = fill(staff.leftSecretOne, { title: 'Stil schrijven' });
  await cockpit.getByText(left).waitFor();
  await press(staff.more);
  await press(staff.moreClose);
  await cockpit.getByText(staff.closeSecretOne).waitFor();
  await press(staff.closeSure);
  await cockpit.getByText(staff.isClosed).waitFor();
  await cockpit.getByText(left).waitFor();

  await cockpit.getByRole('button', { name: new RegExp(`^${staff.revealCards} ?: Stil schrijven$`) }).click();
  await cockpit.getByText(left).waitFor({ state: 'detached' });
  await press(staff.talkAndCards);
  await press(staff.cardsTab);
  await cockpit.getByText('Een geheim bankje').waitFor();

  await press(staff.more);
  await cockpit.getByRole('button', { name: staff.moreScript }).waitFor();
  for (const gone of [staff.moreClose, staff.moreInvite, staff.moreScreen]) {
    expect(await cockpit.getByRole('button', { name: gone, exact: true }).count(), gone).toBe(0);
  }
  expect(evening.complaints).toEqual([]);
});
