// Every form of talk at once for a phone in the hall, a phone at home, a tablet on a table and who leads: pairs and
// fours, help and lines for the whole room, name plates, a strict queue, free talk, a fishbowl, consent, saying back,
// the seat for who is not here, and on to another table. Who has no phone can do what others can.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits, type PhasePlan } from '../src/protocol.gen.ts';
import { words as english } from '../src/words/en/tablet.ts';
import { words as frisian } from '../src/words/fy/tablet.ts';
import { words as hands } from '../src/words/nl/hands.ts';
import { words as tablet } from '../src/words/nl/tablet.ts';
import { Evening, fill, nl, sizes, startPhase } from './evening.ts';

const { floor, resident, shared, staff } = nl;
const say = resident.room;
const pond = 'De vijver';
const line = 'een bankje bij de vijver';
const paper = 'een fontein op het plein';

function part(title: string, more: Partial<PhasePlan>): PhasePlan {
  return {
    id: '', key: 'eigen', werkvorm: 'wachtrij', title, instruction: 'We praten.', minutes: 10, floor: 'open',
    writing: 'none', turn_seconds: limits.turn_seconds_default, columns: [], ...more,
  };
}

const columns = (id: string): PhasePlan['columns'] => [{ id, title: 'Van de tafels' }];
const lines = 'anybody';
const phases = [
  part('Begin', { floor: 'closed' }),
  part('Met je buur', { target: 'table', tables: { grouping: 'pairs' }, werkvorm: 'een-twee-vier' }),
  part('Met zijn vieren', { target: 'table', tables: { grouping: 'fours', lines }, columns: columns('vier') }),
  part('Samen', {}),
  part('Aan tafels', { target: 'table', tables: { lines }, columns: columns('tafel') }),
  part('Parlement', { order: 'alternating', speaks_for: ['Een kind uit 2050', pond], werkvorm: 'parlement' }),
  part('De wachtrij', { only_hands: true, werkvorm: 'wachtrij-streng' }),
  part('Vrij gesprek', { floor: 'free', werkvorm: 'vrij-gesprek' }),
  part('De kring', { floor: 'free', chairs: 4, werkvorm: 'vissenkom' }),
  part('Het besluit', { proposal: 'Een bank bij de haven', werkvorm: 'consent' }),
  part('Luisteren', { says_back: true, werkvorm: 'luisteren' }),
  part('De toekomst', { voice: 'Iemand uit 2050', werkvorm: 'toekomststoel' }),
  part('Een tafel verder', { target: 'table', tables: { grouping: 'rotate' }, werkvorm: 'wereldcafe' }),
];

describe('forms of talk, with a table that has no phones', () => {
  let evening: Evening;
  let cockpit: Page;
  let hall: Page;
  let bob: Page;
  let cem: Page;
  let table: Page;
  const press = (name: string): Promise<void> => cockpit.getByRole('button', { name, exact: true }).click();
  const give = (name: string): Promise<void> => press(fill(staff.giveFloor, { name }));
  const tap = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).tap();
  const chip = (name: string) => table.getByRole('button', { name: new RegExp(`^${name}`) });
  // One person at the table does one thing, and the tablet forgets that person.
  const does = async (name: string, ...names: string[]): Promise<void> => {
    await chip(name).tap();
    for (const one of names) await table.getByRole('button', { name: one, exact: true }).tap();
    await table.getByText(tablet.worked).first().waitFor();
  };
  const readRules = async (page: Page, rule: string): Promise<void> => {
    await tap(page, shared.whyOrder);
    await page.getByText(rule).waitFor();
    await tap(page, shared.close);
  };

  beforeAll(async () => {
    evening = await Evening.open(() => ({ phases }));
    [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    [bob, cem] = await Promise.all([
      evening.phone('Bob', 'hall', { size: sizes.smallPhone }), evening.phone('Cem', 'online'),
    ]);
    await press(staff.more);
    await press(staff.moreTablets);
    await cockpit.getByLabel(staff.tabletTable).fill('3');
    await press(staff.tabletMake);
    const link = await cockpit.locator('.text').filter({ hasText: '/tafel/' }).textContent();
    await press(shared.close);
    table = await evening.page(sizes.tablet, { hasTouch: true });
    await table.goto(link ?? '');
    await tap(table, tablet.setUpGo);
    for (const name of ['Truus', 'Piet']) {
      await tap(table, tablet.notHere);
      await table.getByLabel(tablet.name).fill(name);
      await tap(table, tablet.nameGo);
      await chip(name).waitFor();
    }
  });
  afterAll(() => evening.close());

  test('the tablet speaks three languages, for whoever stands there', async () => {
    const titles = { English: english.who, Frysk: frisian.who, Nederlands: tablet.who };
    for (const [name, title] of Object.entries(titles)) {
      await tap(table, name);
      await table.getByRole('heading', { name: title }).waitFor();
    }
  });

  test('somebody at the table wants to sit with a neighbour, who reads one quiet line and may leave it', async () => {
    const line = bob.getByRole('listitem').filter({ hasText: floor.tables.askedToSit('Piet') });
    await does('Piet', tablet.sitWith, 'Bob');
    await line.waitFor();
    const asked = floor.tables.askedToSit('Piet');
    for (const page of [cem, hall, table]) expect(await page.getByText(asked).count()).toBe(0);
    await line.getByRole('button', { name: floor.tables.notNow }).tap();
    await line.waitFor({ state: 'detached' });
    await does('Piet', tablet.sitWith, tablet.sitWithNobody);
  });

  test('in pairs the tablet says who are together, and hands and turns work as on a phone', async () => {
    await startPhase(cockpit, 'Met je buur');
    await chip('Truus').getByText(floor.tables.together('Piet')).waitFor();
    await bob.getByRole('heading', { name: /^In groepje/ }).waitFor();
    await table.getByText(tablet.groupsNow).waitFor();
    await does('Truus', tablet.raise);
    await cockpit.locator('.now').getByText('Truus').first().waitFor();
    // Only who has the floor can be done with it.
    await does('Truus', tablet.done);
  });

  test('fours write a line for the whole room on the tablet, and who leads that of a table on paper', async () => {
    await startPhase(cockpit, 'Met zijn vieren');
    await chip('Truus').tap();
    await tap(table, tablet.line);
    await table.getByLabel(tablet.lineText).fill(line);
    await tap(table, tablet.lineGo);
    await table.getByText(tablet.worked).first().waitFor();
    await startPhase(cockpit, 'Samen');
    await tap(bob, say.board);
    await bob.getByText(line).waitFor();
    await startPhase(cockpit, 'Aan tafels');
    await press(staff.enterFor);
    await cockpit.getByRole('button', { name: /^Piet/, expanded: false }).click();
    await press(hands.enterLine);
    await cockpit.getByLabel(hands.enterLineText).fill(paper);
    await cockpit.locator('form').getByRole('button', { name: floor.tables.writeLine }).click();
    await cockpit.getByText(fill(hands.enterLineDone, { table: shared.table(3) })).first().waitFor();
    await table.getByText(paper).waitFor();
    await bob.getByRole('button', { name: new RegExp(`^${shared.table(5)}`) }).tap();
    await bob.getByRole('heading', { name: floor.tables.at(5) }).waitFor();
    expect(await bob.getByText(paper).count()).toBe(0);
  });

  test('a person on a card gets another name, and the table calls for help as phones do', async () => {
    await press(staff.renameTo);
    await cockpit.getByLabel(staff.renameTo).fill('Pieter');
    await cockpit.locator('form').getByRole('button', { name: staff.save }).click();
    await chip('Pieter').waitFor();
    await press(shared.close);
    await tap(table, tablet.help);
    await table.getByText(tablet.helpAsked).waitFor();
    const call = cockpit.getByRole('listitem').filter({ hasText: fill(hands.helpAsked, { table: 'Tafel 3' }) });
    await call.getByRole('button', { name: hands.helpCome }).click();
    await table.getByText(floor.tables.helpComes('Ada')).waitFor();
    await tap(table, floor.tables.helpDone);
    await table.getByRole('button', { name: tablet.help }).waitFor();
  });

  test('in a parliament somebody at the table chooses a name plate, which stands on every screen', async () => {
    await startPhase(cockpit, 'Parlement');
    await tap(bob, say.board);
    await bob.getByText(paper).waitFor();
    await tap(bob, say.talk);
    await does('Truus', tablet.speakFor, pond);
    await chip('Truus').getByText(floor.speaksFor(pond)).waitFor();
    await does('Truus', tablet.other, floor.asks.question);
    await chip('Truus').tap();
    await table.getByText(floor.whyYou.arrival).waitFor();
    await tap(table, tablet.someoneElse);
    await give('Truus');
    for (const page of [bob, hall]) await page.getByText(floor.speaksFor(pond)).first().waitFor();
    await does('Truus', tablet.done);
    for (const page of [bob, table]) await readRules(page, floor.rules.alternating[0] ?? '');
    await tap(table, shared.whyOrder);
    await table.getByText(floor.askedAs(floor.kinds.question)).waitFor();
    await tap(table, shared.close);
  });

  test('in a strict queue only hands get the floor, and the page says so', async () => {
    await startPhase(cockpit, 'De wachtrij');
    await cockpit.getByText(staff.onlyHands).waitFor();
    await readRules(bob, floor.rulesToo.onlyHands);
  });

  test('in a free talk words are typed before, chips give the floor, and the table joins in', async () => {
    await startPhase(cockpit, 'Vrij gesprek');
    await cem.getByLabel(say.sayReady).fill('Er mag een bankje bij');
    await tap(cem, floor.free.begin);
    await cem.getByText(say.yourTurn).first().waitFor();
    expect(await cem.getByLabel(say.say).inputValue()).toBe('Er mag een bankje bij');
    await tap(cem, say.saySend);
    await hall.getByText('Er mag een bankje bij').first().waitFor();
    const chips = cockpit.getByRole('region', { name: staff.freeWho });
    await chips.getByRole('button', { name: 'Bob', exact: true }).click();
    await bob.getByText(say.yourTurn).first().waitFor();
    await tap(bob, say.done);
    await does('Truus', floor.free.begin);
    await chip('Truus').getByText(tablet.speaks).waitFor();
    await does('Truus', tablet.done);
    await readRules(cem, floor.rulesHere.free[0] ?? '');
  });

  test('in a fishbowl somebody at the table sits down in the circle, and a helper seats another', async () => {
    await startPhase(cockpit, 'De kring');
    await does('Truus', floor.free.sitDown);
    await bob.getByRole('region', { name: floor.free.circle }).getByText('Truus').waitFor();
    await chip('Truus').getByText(floor.free.circle).waitFor();
    await press(staff.enterFor);
    await cockpit.getByRole('button', { name: /^Pieter/, expanded: false }).click();
    await press(floor.free.sitDown);
    await bob.getByRole('region', { name: floor.free.circle }).getByText('Pieter').waitFor();
    await press(shared.close);
    await readRules(cem, floor.rulesHere.circle[0] ?? '');
  });

  test('in consent the phone points at the proposal, and the table answers and objects too', async () => {
    await startPhase(cockpit, 'Het besluit');
    await press(staff.proposalAsk);
    await tap(bob, floor.proposal.nextGo);
    await expect.poll(() => bob.evaluate(() => document.activeElement?.id)).toBe('proposal-title');
    await tap(bob, floor.proposal.agree);
    await bob.getByRole('button', { name: say.raise }).waitFor();
    await tap(cem, floor.proposal.live_with);
    await does('Truus', floor.proposal.agree);
    await chip('Pieter').tap();
    await tap(table, floor.proposal.object);
    await table.getByLabel(floor.proposal.why).fill('Daar komt het water');
    await tap(table, floor.proposal.send);
    await cockpit.getByText('Daar komt het water').first().waitFor();
    for (const page of [bob, hall]) await page.getByText(floor.proposal.objections(1)).first().waitFor();
    for (const page of [bob, hall, table]) expect(await page.getByText('Daar komt het water').count()).toBe(0);
    await give('Pieter');
    await does('Pieter', tablet.done);
  });

  test('who says back at the table reads what comes first', async () => {
    await startPhase(cockpit, 'Luisteren');
    await tap(bob, say.raise);
    await give('Bob');
    await bob.getByText(say.yourTurn).first().waitFor();
    await does('Truus', tablet.raise);
    await give('Truus');
    await chip('Truus').tap();
    await table.getByText(floor.back.first('Bob')).waitFor();
    await tap(table, tablet.someoneElse);
    await tap(bob, floor.back.yes);
    await bob.getByRole('button', { name: floor.back.yes }).waitFor({ state: 'detached' });
    await does('Truus', tablet.done);
  });

  test('the tablet says who has the seat of the future, and that person may pass it on', async () => {
    await startPhase(cockpit, 'De toekomst');
    const has = (name: string): Promise<number> =>
      cockpit.getByText(fill(staff.voiceAt, { name }), { exact: true }).count();
    const bearer = async (): Promise<string> => {
      for (const name of ['Bob', 'Cem', 'Truus', 'Pieter']) if (await has(name) > 0) return name;
      return '';
    };
    await expect.poll(bearer).not.toBe('');
    for (let before = await bearer(); before !== 'Truus'; before = await bearer()) {
      await press(staff.voicePass);
      await expect.poll(async () => ['', before].includes(await bearer())).toBe(false);
    }
    await chip('Truus').getByText(tablet.voiceHere).waitFor();
    await does('Truus', floor.voice.pass);
    await expect.poll(bearer).not.toBe('Truus');
  });

  test('everybody goes on to another table, and the tablet stays', async () => {
    await startPhase(cockpit, 'Een tafel verder');
    await bob.getByRole('heading', { name: floor.tables.at(3) }).waitFor();
    await chip('Truus').waitFor({ state: 'detached' });
    await table.getByText('Bob').first().waitFor();
    expect(evening.complaints).toEqual([]);
  });
});
