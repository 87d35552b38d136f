// A picture of every screen in its main states, for eyes: phone, tablet, cockpit and hall sizes, light and dark,
// letters twice as big, forced colours. An evening with rehearsed people is played on the real program. `./dev shots`
// runs this and leaves clients/web/shots; with --keep the pictures of the README go to deploy/pictures too.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { Evening, fill, nl, openBrowser, sizes, startPhase } from '../tests/evening.ts';
import { program, Server } from '../tests/server.ts';

const { resident, shared, staff } = nl;
const folder = fileURLToPath(new URL('../shots/', import.meta.url));
const pictures = fileURLToPath(new URL('../../../deploy/pictures/', import.meta.url));
const keeps = process.argv.includes('--keep');

async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(250);
    await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  console.log(`  ${name}`);
}

// For the README: small, without a second theme.
async function keep(page: Page, name: string): Promise<void> {
  if (!keeps) return;
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.waitForTimeout(250);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  writeFileSync(`${pictures}${name}.webp`, Buffer.from(data, 'base64'));
  await session.detach();
}

// The page as it is for eyes that need more: letters twice as big, and the colours of the machine.
async function shootForEyes(page: Page, name: string): Promise<void> {
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await page.waitForTimeout(150);
  await page.screenshot({ path: `${folder}${name}-letters-200.png`, fullPage: true });
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  await page.emulateMedia({ forcedColors: 'active' });
  await page.screenshot({ path: `${folder}${name}-forced-colours.png` });
  await page.emulateMedia({ forcedColors: 'none' });
}

function neighbours(evening: Evening, people: number): ChildProcess {
  return spawn(program, ['rehearse', '--server', evening.server.base.replace('http', 'ws'), '--room',
    evening.links.code, '--people', String(people), '--minutes', '0'], { stdio: 'ignore' });
}

async function giveFloor(cockpit: Page, name?: string): Promise<void> {
  const label = name === undefined ? /^Geef het woord aan / : fill(staff.giveFloor, { name });
  await cockpit.getByRole('button', { name: label }).first().click();
}

async function outside(evening: Evening): Promise<void> {
  for (const size of ['smallPhone', 'tablet'] as const) {
    const page = await evening.page(sizes[size]);
    await page.goto(evening.server.base);
    await page.getByRole('button', { name: resident.start.go }).waitFor();
    await shoot(page, `start-${size}`);
    await page.goto(evening.links.participant);
    await page.getByLabel(resident.join.name).waitFor();
    await shoot(page, `join-${size}`);
    await shootForEyes(page, `join-${size}`);
    await page.goto(`${evening.server.base}/k/XXXXXXXX`);
    await page.getByText(resident.join.unknown).first().waitFor();
    await shoot(page, `join-unknown-${size}`);
  }
  const entry = await evening.page(sizes.cockpit);
  await entry.goto(evening.links.facilitator);
  await entry.getByLabel(staff.entryName).waitFor();
  await shoot(entry, 'cockpit-entry');
  const sheet = await evening.page(sizes.cockpit);
  await sheet.goto(`${evening.server.base}/blad/${evening.links.code}`);
  await sheet.getByRole('button', { name: staff.sheetPrint }).waitFor();
  await shoot(sheet, 'sheet');
  await sheet.emulateMedia({ media: 'print' });
  await sheet.pdf({ path: `${folder}sheet.pdf`, format: 'A4', printBackground: true });
}

async function welcome({ cockpit, hall, phone }: Stage): Promise<void> {
  await shoot(cockpit, 'cockpit-1-welcome');
  await shoot(hall, 'hall-1-welcome');
  await shoot(phone, 'phone-1-listening');
}

async function conversation({ evening, cockpit, hall, phone, tablet }: Stage): Promise<void> {
  const people = neighbours(evening, 14);
  await cockpit.getByText(fill(staff.hallCount, { count: 9 })).first().waitFor({ timeout: 60_000 });
  await startPhase(cockpit, 'Kennismaken');
  await cockpit.getByRole('button', { name: staff.startRound }).click();
  await cockpit.waitForTimeout(6_000);
  await shoot(cockpit, 'cockpit-2-round');
  await shoot(hall, 'hall-2-round');
  await shoot(phone, 'phone-2-round');
  await startPhase(cockpit, 'Verhalen uit de buurt');
  await phone.getByRole('button', { name: resident.room.raise }).tap();
  await phone.getByRole('button', { name: resident.room.lower }).waitFor();
  await cockpit.waitForTimeout(12_000);
  await shoot(phone, 'phone-3-hand-up');
  await shootForEyes(phone, 'phone-3-hand-up');
  await giveFloor(cockpit);
  await cockpit.waitForTimeout(5_000);
  await shoot(cockpit, 'cockpit-3-queue');
  await shootForEyes(cockpit, 'cockpit-3-queue');
  await keep(cockpit, 'cockpit');
  await shoot(hall, 'hall-3-speaker');
  await shoot(tablet, 'tablet-3-conversation');
  people.kill('SIGINT');
}

async function ownTurn({ cockpit, hall, phone }: Stage): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) {
    if ((await phone.getByText(resident.room.yourTurn).count()) > 0) break;
    await giveFloor(cockpit);
    await cockpit.waitForTimeout(400);
  }
  const words = 'Vroeger speelden we hier tot het donker werd. Dat gun ik mijn kleinkinderen ook.';
  await phone.getByLabel(resident.room.say).fill(words);
  await shoot(phone, 'phone-4-my-turn');
  await keep(phone, 'phone');
  await phone.getByRole('button', { name: resident.room.saySend }).tap();
  await hall.waitForTimeout(600);
  await shoot(hall, 'hall-4-typed-words');
  await shoot(phone, 'phone-4-said');
  await phone.getByRole('button', { name: resident.room.done, exact: true }).tap();
}

async function writing({ evening, cockpit, hall, phone, tablet }: Stage): Promise<void> {
  await startPhase(cockpit, 'Stil schrijven');
  const people = neighbours(evening, 14);
  const sheet = phone.getByRole('textbox', { name: resident.write.text });
  if ((await sheet.count()) === 0) await phone.getByText(resident.room.write, { exact: true }).first().tap();
  await sheet.fill('Een bankje waar de zon schijnt');
  await shoot(phone, 'phone-5-writing');
  await shootForEyes(phone, 'phone-5-writing');
  await phone.getByRole('button', { name: resident.write.post }).tap();
  await cockpit.waitForTimeout(20_000);
  await shoot(hall, 'hall-5-writing');
  await shoot(cockpit, 'cockpit-5-writing');
  await cockpit.getByRole('button', { name: staff.revealCards }).click();
  await cockpit.waitForTimeout(3_000);
  await shoot(hall, 'hall-6-board');
  await keep(hall, 'hall');
  await shoot(phone, 'phone-6-revealed');
  await phone.getByText(shared.board, { exact: true }).first().tap();
  await shoot(phone, 'phone-6-board');
  await tablet.getByText(shared.board, { exact: true }).first().tap();
  await shoot(tablet, 'tablet-6-board');
  await shoot(cockpit, 'cockpit-6-board');
  people.kill('SIGINT');
}

async function panels(cockpit: Page): Promise<void> {
  for (const [name, label] of Object.entries({ enter: staff.enterFor, people: staff.people, talk: staff.talkAndCards,
    more: staff.more })) {
    await cockpit.getByRole('button', { name: label, exact: true }).first().click();
    await shoot(cockpit, `cockpit-panel-${name}`);
    await cockpit.keyboard.press('Escape');
  }
}

async function pauseAndEnd({ evening, cockpit, hall, phone }: Stage): Promise<void> {
  await cockpit.getByRole('button', { name: staff.pauseAll }).click();
  await hall.getByText(staff.hallPausedLead).waitFor();
  await shoot(cockpit, 'cockpit-7-break');
  await shoot(hall, 'hall-7-break');
  await shoot(phone, 'phone-7-break');
  await cockpit.getByRole('button', { name: staff.resumeAll }).click();
  await startPhase(cockpit, 'Oogst');
  await shoot(hall, 'hall-8-harvest');
  await phone.getByRole('button', { name: resident.help.open }).first().tap();
  await shoot(phone, 'phone-8-help');
  await evening.server.stop();
  await phone.waitForTimeout(4_000);
  await shoot(phone, 'phone-9-lost');
  await shoot(hall, 'hall-9-lost');
  await shoot(cockpit, 'cockpit-9-lost');
}

async function office(): Promise<void> {
  const server = new Server();
  await server.startEmpty();
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: sizes.cockpit, locale: 'nl-NL' });
  await page.goto(server.found(/(http\S+bibliotheek#\S+)/));
  await page.getByLabel(staff.libraryField).fill('Bibliotheek De Zwaan');
  await page.getByLabel(staff.passwordField, { exact: true }).fill('een paar losse woorden');
  await page.getByLabel(staff.passwordAgain).fill('een paar losse woorden');
  await shoot(page, 'office-1-password');
  await page.getByRole('button', { name: staff.passwordSet }).click();
  await page.getByText(staff.roomsNone).waitFor();
  await shoot(page, 'office-2-empty');
  await page.getByText(staff.roomNew).first().click();
  await page.getByLabel(staff.newWhere).fill('De Singel, Vreeswijk');
  await page.getByLabel(staff.newQuestion).fill('Hoe wordt de Singel een plek voor iedereen?');
  await shoot(page, 'office-3-new');
  await page.screenshot({ path: `${folder}office-3-new-whole.png`, fullPage: true });
  await page.getByRole('button', { name: staff.newMake }).click();
  await page.getByText(staff.stepInvite).waitFor();
  await shoot(page, 'office-4-ready');
  await page.screenshot({ path: `${folder}office-4-ready-whole.png`, fullPage: true });
  await browser.close();
  await server.stop();
}

interface Stage {
  evening: Evening;
  cockpit: Page;
  hall: Page;
  phone: Page;
  tablet: Page;
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (keeps) mkdirSync(pictures, { recursive: true });
  const evening = await Evening.open();
  const faults: string[] = [];
  const step = async (name: string, take: () => Promise<void>): Promise<void> => {
    console.log(name);
    await take().catch((fault: unknown) => faults.push(`${name}: ${String(fault)}`));
  };
  try {
    await step('outside', () => outside(evening));
    const [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
    const phone = await evening.phone('Fatima', 'online', { size: sizes.smallPhone });
    const tablet = await evening.phone('Joke', 'hall', { size: sizes.tablet });
    const stage: Stage = { evening, cockpit, hall, phone, tablet };
    for (const take of [welcome, conversation, ownTurn, writing]) await step(take.name, () => take(stage));
    await step('panels', () => panels(cockpit));
    await step('pauseAndEnd', () => pauseAndEnd(stage));
  } finally {
    await evening.close();
  }
  await step('office', office);
  for (const fault of faults) console.error(`no picture: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

await main();
