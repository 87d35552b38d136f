// Who sits where, as people see it: the cockpit proposes tables and seats everybody with one tap, a table calls for
// help and reads who comes, all tables are told something, and a line that a table wrote is on every screen once all
// are together again, and not before.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words as hands } from '../src/words/nl/hands.ts';
import { words as keeping } from '../src/words/nl/keeping.ts';
import { Evening, fill, nl, sizes, startPhase } from './evening.ts';

const { floor, resident, shared, staff } = nl;
const say = floor.tables;
const line = 'een bankje bij de vijver';

describe('seating people', () => {
  let evening: Evening;
  let cockpit: Page;
  let hall: Page;
  let bob: Page;
  let cem: Page;
  let dik: Page;

  beforeAll(async () => {
    const tables = { moves: 'fixed' as const, lines: 'anybody' as const };
    evening = await Evening.open((room) => ({
      phases: room.phases.filter((phase) => phase.title !== 'Stil schrijven').map((phase) =>
        (phase.title === 'Verhalen uit de buurt' ? { ...phase, target: 'table' as const, tables } : phase)),
    }));
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    // One after the other: people are dealt out in the order in which they came.
    bob = await evening.phone('Bob', 'hall', { size: sizes.smallPhone });
    cem = await evening.phone('Cem', 'hall');
    dik = await evening.phone('Dik', 'hall');
    await startPhase(cockpit, 'Verhalen uit de buurt');
  });
  afterAll(() => evening.close());

  const wish = async (phone: Page, name: string): Promise<void> => {
    await phone.getByRole('combobox', { name: keeping.sitWith }).selectOption(name);
    await phone.getByRole('button', { name: keeping.sitWithGo }).tap();
    // Done once the choice stands as it was told, and there is nothing to ask any more.
    await phone.getByRole('button', { name: keeping.sitWithGo, disabled: true }).waitFor();
  };

  test('two who both say so are proposed the same table, and nobody else reads it', async () => {
    for (const phone of [bob, dik]) await phone.getByRole('button', { name: resident.help.open }).first().tap();
    await wish(bob, 'Cem');
    const asked = keeping.sitWithAsked.replaceAll('{name}', 'Bob');
    const line = cem.getByRole('listitem').filter({ hasText: say.askedToSit('Bob') });
    await line.waitFor();
    await cem.getByRole('button', { name: resident.help.open }).first().tap();
    await cem.getByText(asked).waitFor();
    await cem.getByRole('button', { name: shared.close, exact: true }).tap();
    for (const text of [asked, say.askedToSit('Bob')]) expect(await dik.getByText(text).count()).toBe(0);
    await line.getByRole('button', { name: say.wantsToo }).tap();
    await line.waitFor({ state: 'detached' });
    await cockpit.getByRole('button', { name: staff.more, exact: true }).click();
    await cockpit.getByRole('button', { name: hands.moreTables }).click();
    await cockpit.getByLabel(hands.tablesCount).check();
    await cockpit.getByLabel(hands.tablesNumber).fill('2');
    await cockpit.getByRole('button', { name: hands.tablesMake }).click();
    await cockpit.getByText('Bob, Cem', { exact: true }).waitFor();
    await wish(bob, keeping.sitWithNobody);
    for (const phone of [bob, dik]) await phone.getByRole('button', { name: shared.close, exact: true }).tap();
  });

  test('a proposal moves nobody, and one tap seats everybody', async () => {
    await cockpit.getByRole('button', { name: hands.tablesAgain }).click();
    await cockpit.getByText('Bob, Dik').waitFor();
    await bob.getByRole('heading', { name: say.choose }).waitFor();
    await cockpit.getByRole('button', { name: hands.tablesTake }).click();
    await Promise.all([
      bob.getByRole('heading', { name: say.at(1) }).waitFor(), dik.getByRole('heading', { name: say.at(1) }).waitFor(),
      cem.getByRole('heading', { name: say.at(2) }).waitFor(),
    ]);
    expect(await bob.getByRole('button', { name: say.other }).count()).toBe(0);
    await cockpit.getByRole('button', { name: shared.close, exact: true }).click();
  });

  test('a table calls for help, the cockpit says it aloud, and the table reads who comes', async () => {
    await bob.getByRole('button', { name: say.help }).tap();
    await bob.getByText(say.helpAsked).first().waitFor();
    const call = cockpit.getByRole('listitem').filter({ hasText: fill(hands.helpAsked, { table: 'Tafel 1' }) });
    await call.getByRole('button', { name: hands.helpCome }).click();
    await dik.getByText(say.helpComes('Ada')).first().waitFor();
    await cockpit.getByRole('button', { name: hands.helpDone }).click();
    await bob.getByRole('button', { name: say.help }).waitFor();
    expect(await cem.getByText(say.helpComes('Ada')).count()).toBe(0);
  });

  test('what the staff tell all tables stands at each of them', async () => {
    await cockpit.getByLabel(hands.tellField).fill('Nog vijf minuten');
    await cockpit.getByRole('button', { name: hands.tellGo }).click();
    await Promise.all([bob, cem, dik, hall].map((page) => page.getByText('Nog vijf minuten').first().waitFor()));
  });

  test('a line is read at its own table, and by everybody once all are together', async () => {
    await bob.getByLabel(say.line(3)).fill(line);
    await bob.getByRole('button', { name: say.writeLine }).tap();
    await dik.getByText(line).first().waitFor();
    await cem.getByText(say.line(3)).first().waitFor();
    expect(await cem.getByText(line).count()).toBe(0);
    expect(await hall.getByText(line).count()).toBe(0);
    await startPhase(cockpit, 'Oogst');
    await hall.getByText(`Tafel 1: ${line}`).first().waitFor();
    expect(evening.complaints).toEqual([]);
  });
});
