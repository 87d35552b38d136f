// What lies around an evening, for `./dev shots`: the door in all its states, the sheet, the endings of a seat, and the
// office of the library.
import type { Page } from 'playwright-core';
import { nl, openBrowser, sizes, type Evening } from '../tests/evening.ts';
import { Server } from '../tests/server.ts';
import { folder, type Camera } from './camera.ts';
import type { Stage } from './shots_evening.ts';

const { refusals, resident, shared, staff } = nl;

export async function door(evening: Evening, camera: Camera): Promise<void> {
  const page = await evening.page(sizes.smallPhone, { hasTouch: true, isMobile: true });
  await page.goto(evening.server.base);
  await page.getByRole('button', { name: resident.start.go }).waitFor();
  await camera.phone(page, 'start', { forced: true });
  await page.getByLabel(resident.start.code).fill('K7M2');
  await page.getByRole('button', { name: resident.start.go }).tap();
  await page.getByText(resident.start.codeFault).waitFor();
  await camera.phone(page, 'start-short-code');
  await page.goto(`${evening.server.base}/k/XXXXXXXX`);
  await page.getByText(resident.join.unknown).first().waitFor();
  await camera.phone(page, 'join-unknown');

  await page.goto(evening.links.participant);
  await page.getByLabel(resident.join.name).waitFor();
  await camera.phone(page, 'join', { forced: true, whole: true });
  await page.getByRole('button', { name: resident.join.go, exact: true }).tap();
  await page.getByText(resident.join.sideFault).first().waitFor();
  await camera.phone(page, 'join-no-side');
  await page.getByText(resident.join.inHall).tap();
  await page.getByRole('button', { name: resident.join.go, exact: true }).tap();
  await page.getByText(refusals.name_empty).first().waitFor();
  await camera.phone(page, 'join-no-name', { whole: true });
  await fullRoom(evening, camera);
}

// Two thousand people would have to join for this; the page is told so on the way instead.
async function fullRoom(evening: Evening, camera: Camera): Promise<void> {
  const page = await evening.page(sizes.smallPhone, { hasTouch: true, isMobile: true });
  await page.routeWebSocket(/\/ws/, (near) => {
    const far = near.connectToServer();
    far.onMessage((text) => near.send(String(text).replace('"is_full":false', '"is_full":true')));
  });
  await page.goto(evening.links.participant);
  await page.getByText(resident.join.full).first().waitFor();
  await camera.phone(page, 'join-full');
}

export async function sheet(evening: Evening, camera: Camera): Promise<void> {
  const page = await evening.page(sizes.cockpit);
  await page.goto(`${evening.server.base}/blad/${evening.links.code}`);
  await page.getByRole('button', { name: staff.sheetPrint }).waitFor();
  await camera.wide(page, 'sheet', { whole: true });
  await page.getByLabel(staff.sheetWifiName).fill('Bibliotheek gast');
  await page.getByLabel(staff.sheetWifiPassword).fill('lees-een-boek');
  await camera.wide(page, 'sheet-wifi', { whole: true });
  await page.emulateMedia({ media: 'print' });
  await page.pdf({ path: `${folder}sheet.pdf`, format: 'A4', printBackground: true });
  const entry = await evening.page(sizes.cockpit);
  await entry.goto(evening.links.facilitator);
  await entry.getByLabel(staff.entryName).waitFor();
  await camera.wide(entry, 'cockpit-entry');
}

// The server is gone: what was there stays on every screen.
export async function after({ evening, camera, cockpit, hall, phone }: Stage): Promise<void> {
  await evening.server.stop();
  await phone.getByText(shared.line.lostLong).last().waitFor();
  await camera.phone(phone, 'phone-lost', { forced: true });
  await camera.wide(hall, 'hall-lost');
  await camera.wide(cockpit, 'cockpit-lost');
}

async function newRoom(page: Page, camera: Camera): Promise<void> {
  await page.getByText(staff.roomNew).first().click();
  await page.getByLabel(staff.newWhere).fill('De Singel, Vreeswijk');
  await page.getByLabel(staff.newQuestion).fill('Hoe wordt de Singel een plek voor iedereen?');
  await camera.wide(page, 'office-3-new', { whole: true });
  await page.getByRole('button', { name: staff.newMake }).click();
  await page.getByText(staff.stepInvite).waitFor();
  await camera.wide(page, 'office-4-ready', { whole: true });
}

export async function office(camera: Camera): Promise<void> {
  const server = new Server();
  await server.startEmpty();
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: sizes.cockpit, locale: 'nl-NL' });
  try {
    await page.goto(server.found(/(http\S+bibliotheek#\S+)/));
    await page.getByLabel(staff.libraryField).fill('Bibliotheek De Zwaan');
    await page.getByLabel(staff.passwordField, { exact: true }).fill('een paar losse woorden');
    await page.getByLabel(staff.passwordAgain).fill('een paar losse woorden');
    await camera.wide(page, 'office-1-password');
    await page.getByRole('button', { name: staff.passwordSet }).click();
    await page.getByText(staff.roomsNone).waitFor();
    await camera.wide(page, 'office-2-empty');
    await newRoom(page, camera);
    await page.getByRole('button', { name: staff.stepInviteMake }).click();
    await page.getByText(staff.inviteStays).waitFor();
    await camera.wide(page, 'office-5-invitation', { whole: true });
    await page.goto(`${server.base}/bibliotheek`);
    await page.getByText(staff.roomsTitle).first().waitFor();
    await camera.wide(page, 'office-6-list', { forced: true });
    await page.getByText(staff.signOut).first().click();
    await page.getByText(staff.signInLead).waitFor();
    await camera.wide(page, 'office-7-sign-in');
  } finally {
    await browser.close();
    await server.stop();
  }
}
