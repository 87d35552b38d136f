// A card that a rule stopped: its author and the staff see it and why, nobody else does. It is given back with a note,
// written anew, and shown; another is shown at once. From phone to cockpit and back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Evening, nl, postCard, startPhase } from './evening.ts';

const { floor, resident, staff } = nl;
let evening: Evening;
beforeAll(async () => {
  evening = await Evening.open();
});
afterAll(async () => evening.close());

test('a card waits for a look, comes back with a note, and is shown', async () => {
  const cockpit = await evening.cockpit();
  const hall = await evening.hall();
  const cem = await evening.phone('Cem', 'online');
  await startPhase(cockpit, 'Stil schrijven');
  await postCard(cem, 'Een bankje bij de vijver');
  await postCard(cem, 'Bel mij op 06-12345678');
  const mine = cem.getByRole('region', { name: resident.write.mine });
  const stopped = mine.getByRole('article').filter({ hasText: '06-12345678' });
  await stopped.getByText(floor.write.held).waitFor();
  await stopped.getByText(floor.reasons.has_phone).waitFor();
  await cockpit.getByRole('button', { name: staff.revealCards }).first().click();
  await hall.getByText('Een bankje bij de vijver').waitFor();

  await cockpit.getByRole('button', { name: staff.waitingOne }).click();
  const waiting = cockpit.getByRole('listitem').filter({ hasText: '06-12345678' });
  await waiting.getByText(floor.reasons.has_phone).waitFor();
  await waiting.getByRole('button', { name: staff.giveBack }).click();
  await waiting.getByRole('button', { name: staff.giveBackNumbers }).click();
  await waiting.getByRole('button', { name: staff.giveBackSend }).click();
  await stopped.getByText(floor.write.returnedWith(staff.giveBackNumbers)).waitFor();
  await cockpit.getByText(staff.waitingEmpty).waitFor();

  // Written anew it waits again: a person gave it back, so a person looks.
  await stopped.getByRole('button', { name: resident.write.edit }).tap();
  await mine.getByRole('textbox', { name: resident.write.text }).fill('Bel mij maar');
  await mine.getByRole('button', { name: resident.write.save }).tap();
  const again = cockpit.getByRole('listitem').filter({ hasText: 'Bel mij maar' });
  await again.getByRole('button', { name: staff.publish }).click();
  await hall.getByText('Bel mij maar').waitFor();
  await expect.poll(() => mine.getByText(floor.write.held).count()).toBe(0);
  expect(await hall.getByText('06-12345678').count()).toBe(0);
  expect(evening.complaints).toEqual([]);
});
