// The evening itself, for `./dev shots`: each step plays one part and takes what phone, hall screen and cockpit show.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Page } from 'playwright-core';
import { fill, nl, postCard, sizes, startPhase, type Evening } from '../tests/evening.ts';
import { program } from '../tests/server.ts';
import type { Camera } from './camera.ts';

const { floor, keeping, resident, shared, staff } = nl;

export interface Stage {
  evening: Evening;
  camera: Camera;
  cockpit: Page;
  hall: Page;
  phone: Page;
}

function neighbours(evening: Evening, people: number): ChildProcess {
  return spawn(program, ['rehearse', '--server', evening.server.base.replace('http', 'ws'), '--room',
    evening.links.code, '--people', String(people), '--minutes', '0'], { stdio: 'ignore' });
}

// Whoever is proposed next, until it is the phone's turn.
async function untilMine({ cockpit, phone }: Stage): Promise<void> {
  for (let turns = 0; turns < 40; turns += 1) {
    if ((await phone.getByText(resident.room.yourTurn).count()) > 0) return;
    const next = cockpit.getByRole('button', { name: /^Geef het woord aan / }).first();
    if ((await next.count()) > 0) await next.click();
    await cockpit.waitForTimeout(300);
  }
  throw new Error('the turn never came to the phone');
}

export async function begin(evening: Evening, camera: Camera): Promise<Stage> {
  const [cockpit, hall] = await Promise.all([evening.cockpit('Ada'), evening.hall()]);
  const phone = await evening.phone('Fatima', 'online', { size: sizes.smallPhone });
  await camera.phone(phone, 'phone-0-before');
  await camera.wide(hall, 'hall-0-before');
  await camera.wide(cockpit, 'cockpit-0-before');
  return { evening, camera, cockpit, hall, phone };
}

export async function welcome({ evening, camera, cockpit, hall, phone }: Stage): Promise<void> {
  await startPhase(cockpit, 'Welkom');
  await phone.getByText('Welkom', { exact: true }).first().waitFor();
  await camera.phone(phone, 'phone-1-welcome', { whole: true });
  await camera.wide(hall, 'hall-1-welcome');
  await camera.wide(cockpit, 'cockpit-1-welcome');
  const other = await evening.page(sizes.smallPhone, { hasTouch: true, isMobile: true });
  await other.goto(evening.links.participant);
  await other.getByLabel(resident.join.name).fill('Fatima');
  await other.getByText(resident.join.inHall).tap();
  await other.getByRole('button', { name: resident.join.go, exact: true }).tap();
  await phone.getByText('Fatima (1)').first().waitFor();
  await camera.phone(other, 'phone-1-namesake');
  await other.getByRole('button', { name: resident.help.open }).first().tap();
  await other.getByRole('dialog').waitFor();
  await camera.phone(other, 'phone-help', { forced: true, whole: true });
  await other.getByRole('button', { name: keeping.leave }).tap();
  await other.getByRole('button', { name: keeping.leaveYes }).tap();
  await other.getByText(resident.ended.left).waitFor();
  await camera.phone(other, 'phone-left');
  await frozen(evening, camera, cockpit, other);
}

async function frozen(evening: Evening, camera: Camera, cockpit: Page, other: Page): Promise<void> {
  await cockpit.getByRole('button', { name: staff.people, exact: true }).first().click();
  await cockpit.getByRole('button', { name: staff.freezeJoins }).click();
  await other.getByText(resident.join.frozen).first().waitFor();
  await camera.phone(other, 'join-frozen');
  const screen = await evening.page(sizes.hall);
  await screen.goto(`${evening.server.base}/zaal/${evening.links.code}`);
  await screen.getByText(staff.hallNeedsPerson).waitFor();
  await camera.wide(screen, 'hall-needs-a-person');
  await screen.close();
  await cockpit.getByRole('button', { name: staff.openJoins }).click();
  await cockpit.keyboard.press('Escape');
  await removed(camera, cockpit, other);
}

async function removed(camera: Camera, cockpit: Page, other: Page): Promise<void> {
  await other.getByLabel(resident.join.name).fill('Bob');
  await other.getByText(resident.join.inHall).tap();
  await other.getByRole('button', { name: resident.join.go, exact: true }).tap();
  await cockpit.getByRole('button', { name: staff.people, exact: true }).first().click();
  await cockpit.getByRole('button', { name: 'Bob' }).first().click();
  await cockpit.getByRole('button', { name: fill(staff.removeSeat, { name: 'Bob' }) }).click();
  await cockpit.getByLabel(fill(staff.removeReason, { name: 'Bob' })).fill('Dat hadden we zo afgesproken.');
  await camera.wide(cockpit, 'cockpit-panel-remove');
  await cockpit.getByRole('button', { name: fill(staff.removeSure, { name: 'Bob' }) }).click();
  await other.getByText(resident.ended.removed).first().waitFor();
  await camera.phone(other, 'phone-removed');
  await cockpit.keyboard.press('Escape');
}

export async function round(stage: Stage): Promise<void> {
  const { evening, camera, cockpit, hall, phone } = stage;
  const people = neighbours(evening, 14);
  await cockpit.getByText(fill(staff.hallCount, { count: 7 })).first().waitFor({ timeout: 60_000 });
  await startPhase(cockpit, 'Kennismaken');
  await camera.wide(hall, 'hall-2-round-before');
  await cockpit.getByRole('button', { name: staff.startRound }).click();
  await cockpit.waitForTimeout(3_000);
  await camera.wide(cockpit, 'cockpit-2-round');
  await camera.wide(hall, 'hall-2-round');
  await phone.getByText(floor.round.lead).waitFor();
  await camera.phone(phone, 'phone-2-round');
  await untilMine(stage);
  await phone.waitForTimeout(11_000);
  await phone.getByText(resident.room.over).waitFor();
  await camera.phone(phone, 'phone-2-overtime', { forced: true });
  await camera.wide(cockpit, 'cockpit-2-overtime');
  await phone.getByRole('button', { name: resident.room.pass }).tap();
  await phone.getByText(floor.round.done).waitFor();
  await camera.phone(phone, 'phone-2-round-done');
  people.kill('SIGINT');
}

export async function conversation(stage: Stage): Promise<void> {
  const { evening, camera, cockpit, hall, phone } = stage;
  await startPhase(cockpit, 'Verhalen uit de buurt');
  await phone.getByRole('button', { name: resident.room.raise }).waitFor();
  await camera.phone(phone, 'phone-3-free', { whole: true });
  await camera.wide(hall, 'hall-3-nobody-yet');
  const people = neighbours(evening, 14);
  await cockpit.getByText(fill(staff.queueCount, { count: 3 })).first().waitFor({ timeout: 60_000 });
  await phone.getByRole('button', { name: resident.room.raise }).tap();
  await phone.getByRole('button', { name: resident.room.lower }).waitFor();
  await phone.getByRole('button', { name: resident.hear.nothing }).tap();
  await phone.getByText(resident.hear.told).first().waitFor();
  await camera.phone(phone, 'phone-3-hand-up-and-deaf');
  await phone.getByRole('button', { name: resident.hear.solved }).tap();
  await cockpit.getByRole('button', { name: /^Geef het woord aan / }).first().click();
  await cockpit.waitForTimeout(8_000);
  await camera.phone(phone, 'phone-3-hand-up', { forced: true, whole: true });
  await camera.wide(cockpit, 'cockpit-3-queue', { forced: true });
  await camera.keep(cockpit, 'cockpit');
  await camera.wide(hall, 'hall-3-speaker', { forced: true });
  people.kill('SIGINT');
}

export async function ownTurn(stage: Stage): Promise<void> {
  const { camera, cockpit, hall, phone } = stage;
  for (let turns = 0; turns < 40 && (await phone.getByText(resident.room.youNext).count()) === 0; turns += 1) {
    await cockpit.getByRole('button', { name: /^Geef het woord aan / }).first().click();
    await cockpit.waitForTimeout(300);
  }
  await camera.phone(phone, 'phone-4-next');
  await untilMine(stage);
  const words = 'Vroeger speelden we hier tot het donker werd. Dat gun ik mijn kleinkinderen ook.';
  await phone.getByLabel(resident.room.say).fill(words);
  await camera.phone(phone, 'phone-4-my-turn', { forced: true, whole: true });
  await camera.keep(phone, 'phone');
  await phone.getByRole('button', { name: resident.room.saySend }).tap();
  await hall.getByText(words).waitFor();
  await camera.phone(phone, 'phone-4-said');
  await camera.wide(hall, 'hall-4-typed-words');
  await camera.wide(cockpit, 'cockpit-4-typed-words');
  await phone.getByRole('button', { name: resident.room.done, exact: true }).tap();
  await phone.getByRole('button', { name: resident.room.raise }).tap();
  await phone.getByRole('button', { name: resident.room.lower }).waitFor();
}

export async function writing({ camera, cockpit, hall, phone }: Stage): Promise<void> {
  await startPhase(cockpit, 'Stil schrijven');
  const sheet = phone.getByRole('textbox', { name: resident.write.text });
  await sheet.waitFor();
  await camera.phone(phone, 'phone-5-writing-hand-rests', { whole: true });
  await phone.getByRole('button', { name: resident.room.lower }).tap();
  await phone.getByText(resident.room.handRests).waitFor({ state: 'detached' });
  await camera.phone(phone, 'phone-5-writing', { forced: true });
  await camera.wide(hall, 'hall-5-writing');
  await postCard(phone, 'Een bankje waar de zon schijnt');
  await phone.getByText(resident.write.draft).first().waitFor();
  await camera.phone(phone, 'phone-5-written', { whole: true });
  await camera.wide(cockpit, 'cockpit-5-writing');
  await cockpit.getByRole('button', { name: staff.revealCards }).click();
  await hall.getByText('Een bankje waar de zon schijnt').waitFor();
  await hall.waitForTimeout(2_500);
  await camera.wide(hall, 'hall-6-one-card');
}

export async function board({ evening, camera, cockpit, hall, phone }: Stage): Promise<void> {
  await startPhase(cockpit, 'Oogst');
  await cockpit.getByRole('button', { name: staff.more, exact: true }).first().click();
  await cockpit.getByRole('button', { name: staff.moreScript, exact: true }).first().click();
  await cockpit.getByRole('listitem').filter({ hasText: 'Stil schrijven' })
    .getByRole('button', { name: staff.goTo }).click();
  await cockpit.keyboard.press('Escape');
  await phone.getByText(resident.room.revealed, { exact: true }).waitFor();
  const people = neighbours(evening, 14);
  await cockpit.waitForTimeout(25_000);
  await camera.phone(phone, 'phone-6-revealed', { whole: true });
  await phone.getByText(shared.board, { exact: true }).first().tap();
  await camera.phone(phone, 'phone-6-board', { forced: true, whole: true });
  await camera.wide(hall, 'hall-6-board', { forced: true });
  await camera.keep(hall, 'hall');
  await camera.wide(cockpit, 'cockpit-6-board');
  people.kill('SIGINT');
}

export async function breakAndEnd({ camera, cockpit, hall, phone }: Stage): Promise<void> {
  await cockpit.getByRole('button', { name: staff.pauseAll }).click();
  await hall.getByText(staff.hallPausedLead).waitFor();
  await camera.phone(phone, 'phone-7-break');
  await camera.wide(hall, 'hall-7-break');
  await camera.wide(cockpit, 'cockpit-7-break');
  await cockpit.getByRole('button', { name: staff.resumeAll }).click();
  await startPhase(cockpit, 'Oogst');
  await camera.phone(phone, 'phone-8-harvest');
  await camera.wide(hall, 'hall-8-harvest');
  await cockpit.getByRole('button', { name: staff.more, exact: true }).first().click();
  await cockpit.getByRole('button', { name: staff.moreClose, exact: true }).first().click();
  await cockpit.getByRole('button', { name: staff.closeSure }).click();
  await phone.getByText(resident.room.closed).first().waitFor();
  await camera.phone(phone, 'phone-9-closed', { whole: true });
  await camera.wide(hall, 'hall-9-closed');
  await camera.wide(cockpit, 'cockpit-9-closed');
}
