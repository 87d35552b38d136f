// Nothing that a person writes becomes part of a program (threat T8): hundreds of texts that try it, in every field
// that can be filled, looked at in every page. Each page tells what ran, what the policy stopped, and which other
// addresses it asked for: all three must stay empty. And each text must really have been on the page, sign for sign.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewRoom, RoomMade, StaffSeat } from '../src/protocol.gen.ts';
import { Evening, nl, sizes } from './evening.ts';
import { ownPayloads, sharedPayloads } from './payloads.ts';
import { Seat, type Reply } from './seat.ts';

const { resident, shared, staff } = nl;
const own = ownPayloads();
const payloads = [...own, ...sharedPayloads()];
const last = own[own.length - 1] ?? '';

// Where a page shows a field; what stood there is remembered after every change.
const watched = {
  phone: { question: 'h1', instruction: '.instruction', title: '.strip strong', name: '.speaker .name' },
  hall: { question: 'h1', place: '.place', title: '.phase', name: '.speaker .name' },
  cockpit: { title: 'h3', name: '.speaker .name' },
} satisfies Record<string, Record<string, string>>;

interface Watch {
  ran: string[];
  seen: Record<string, string[]>;
}

// Runs in the page, before anything of it.
function watch(fields: Record<string, string>): void {
  const ran: string[] = [];
  const seen: Record<string, Set<string>> = {};
  const inPage = window as unknown as Record<string, unknown>;
  inPage['xss'] = (what: unknown) => ran.push(`ran: ${String(what)}`);
  for (const name of ['alert', 'confirm', 'prompt']) {
    inPage[name] = (what: unknown) => ran.push(`${name}: ${String(what)}`);
  }
  document.addEventListener('securitypolicyviolation', (event) => {
    ran.push(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
  new MutationObserver(() => {
    for (const [field, selector] of Object.entries(fields)) {
      const text = document.querySelector(selector)?.textContent;
      if (text != null) (seen[field] ??= new Set()).add(text.trim());
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
  inPage['watched'] = (): Watch => ({
    ran, seen: Object.fromEntries(Object.entries(seen).map(([field, texts]) => [field, [...texts]])),
  });
}

describe('what people write stays text', () => {
  let evening: Evening;
  let leader: Seat;
  let writer: Seat;
  let phone: Page;
  let cockpit: Page;
  let hall: Page;
  let phases: NewRoom['phases'] = [];
  const strange: string[] = [];           // dialogs, and addresses elsewhere
  const refused: Record<string, Record<string, Reply>> = {};

  async function page(size = sizes.cockpit, fields: Record<string, string> = {}): Promise<Page> {
    const made = await evening.page(size, size === sizes.phone ? { hasTouch: true, isMobile: true } : {});
    await made.addInitScript(watch, fields);
    made.on('dialog', (dialog) => {
      strange.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    made.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(evening.server.base) && !url.startsWith('ws://127.0.0.1')) strange.push(`asked for ${url}`);
    });
    return made;
  }

  async function harmless(looked: Page): Promise<Watch> {
    const told = await looked.evaluate(() => (window as unknown as { watched(): Watch }).watched());
    expect(told.ran).toEqual([]);
    expect(strange).toEqual([]);
    const foreign = 'script:not([src^="/"]), iframe, object, embed, base, meta[http-equiv], '
      + 'img:not([src="/favicon.svg"])';
    expect(await looked.locator(foreign).count()).toBe(0);
    return told;
  }

  // Every text that was taken has been on the page in this field; a name keeps one space of many.
  function whole(told: Watch, field: string, from = field): void {
    const seen = new Set(told.seen[field]);
    const kept = (text: string): string => (field === 'name' ? text.replace(/\s+/g, ' ') : text);
    const lost = payloads.filter((text) => !refused[from]?.[text] && !seen.has(kept(text)));
    expect([field, ...lost]).toEqual([field]);
  }

  function shows(looked: Page, question: string): Promise<unknown> {
    return looked.waitForFunction((text) => document.querySelector('h1')?.textContent === text, question,
      { polling: 20 });
  }

  async function ask(seat: Seat, field: string, text: string, body: Parameters<Seat['ask']>[0]): Promise<void> {
    const reply = await seat.ask(body);
    if (reply !== null) (refused[field] ??= {})[text] = reply;
  }

  beforeAll(async () => {
    const floor = { floor: 'open', writing: 'open', turn_seconds: 1_800 } as const;
    evening = await Evening.open((room) => {
      phases = room.phases.slice(-1).map((phase) => ({
        ...phase, ...floor, columns: [{ id: 'kolom', title: own[3] ?? '' }],
      }));
      return { phases };
    }, ['--limits', 'relaxed']);
    const { base } = evening.server;
    const { code } = evening.links;
    const seat = await evening.server.ask<StaffSeat>('POST', `rooms/${code}/staff`,
      { id: 'the-leader-of-the-evening', role: 'coordinator', name: 'Ada', accepts: 1 });
    leader = await Seat.staff(base, code, seat.token, evening.server.cookies);
    writer = await Seat.join(base, code, 'Bob');
    [phone, cockpit, hall] = await Promise.all([
      page(sizes.phone, watched.phone), page(sizes.cockpit, watched.cockpit), page(sizes.hall, watched.hall),
    ]);
    await evening.phone('Cem', 'online', { page: phone });
    // Without rate limits this machine counts as signed in, and nobody is asked for a PIN.
    await cockpit.goto(evening.links.facilitator);
    await cockpit.getByLabel(staff.entryName).fill('Dirk');
    await cockpit.getByRole('button', { name: staff.entryGo }).click();
    await cockpit.getByRole('button', { name: staff.pauseAll }).waitFor();
    await evening.hall(hall);
  });
  afterAll(async () => {
    leader.close();
    writer.close();
    await evening.close();
  });

  async function nextTurn(): Promise<void> {
    const turn = leader.thing('floor', 'floor')?.speaker?.turn;
    if (turn !== undefined) await leader.ask({ type: 'end_turn', turn });
    await writer.ask({ type: 'request_floor' });
    await leader.ask({ type: 'grant_floor', seat: writer.id });
  }

  test('there are at least 500, all different', () => {
    expect(new Set(own).size).toBeGreaterThanOrEqual(500);
  });

  test('names, typed words, gists, place, question, listen here, titles: live on phone, cockpit and hall', async () => {
    const phase = leader.thing('room', 'room')?.phase ?? '';
    let before = '';
    for (const [at, text] of payloads.entries()) {
      if (at % 25 === 0) {
        before = leader.thing('floor', 'floor')?.speaker?.turn ?? '';
        await nextTurn();
      }
      await Promise.all([
        ask(leader, 'question', text, { type: 'correct_room', question: text }),
        ask(leader, 'place', text, { type: 'correct_room', place: text, listen_here: text }),
        ask(leader, 'title', text, { type: 'correct_phase', phase, title: text }),
        ask(leader, 'instruction', text, { type: 'correct_phase', phase, instruction: text }),
        ask(writer, 'name', text, { type: 'rename', name: text }),
        ask(writer, 'words', text, { type: 'say', words: text }),
        before === '' ? null : ask(leader, 'gist', text, { type: 'add_gist', turn: before, gist: text }),
      ]);
      // A page that falls behind is given the newest state at once and would never show what lay between.
      if (at % 5 === 4) await Promise.all([phone, hall].map((looked) => shows(looked, text)));
    }
    await leader.ask({ type: 'correct_phase', phase, title: 'Einde van de proef' });
    for (const looked of [phone, hall, cockpit]) await looked.getByText('Einde van de proef').first().waitFor();
    const told = await harmless(phone);
    for (const field of Object.keys(watched.phone)) whole(told, field);
    const onHall = await harmless(hall);
    for (const field of Object.keys(watched.hall)) whole(onHall, field);
    const led = await harmless(cockpit);
    for (const field of Object.keys(watched.cockpit)) whole(led, field);
  });

  test('only names that are too long were refused', () => {
    const reasons = (field: string) => new Set(own.map((text) => refused[field]?.[text]).filter(Boolean));
    for (const field of ['question', 'place', 'title', 'instruction', 'words', 'gist']) {
      expect([field, ...reasons(field)]).toEqual([field]);
    }
    expect([...reasons('name')]).toEqual(['name_too_long']);
    expect(own.filter((text) => !refused['name']?.[text]).length).toBeGreaterThan(450);
  });

  test('what was said stands whole in the talk', async () => {
    await nextTurn();
    const talk = await phone.locator('.pane').textContent();
    expect(own.filter((text) => !refused['words']?.[text] && !talk?.includes(text))).toEqual([]);
    await cockpit.getByRole('button', { name: staff.talkAndCards, exact: true }).click();
    await cockpit.getByText(own[7] ?? '').first().waitFor();
    await harmless(cockpit);
    await cockpit.keyboard.press('Escape');
  });

  test('cards: on the board of every page', async () => {
    for (const text of payloads) await ask(writer, 'card', text, { type: 'post_card', column: 'kolom', text });
    await phone.getByText(shared.board, { exact: true }).first().tap();
    const board = await phone.locator('.pane').allTextContents();
    expect(payloads.filter((text) => !refused['card']?.[text] && !board.join('').includes(text))).toEqual([]);
    for (const looked of [phone, hall, cockpit]) await harmless(looked);
  });

  test('on the phone of who wrote it all', async () => {
    const mine = await page(sizes.phone);
    await mine.goto(evening.server.base);
    await mine.evaluate(([key, token]) => localStorage.setItem(key ?? '', token ?? ''),
      [`plekberaad.token.phone.${evening.links.code}`, writer.token]);
    await mine.goto(evening.links.participant);
    await mine.getByText(resident.room.yourTurn).first().waitFor();
    await mine.getByText(resident.room.write, { exact: true }).first().tap();
    await mine.getByText(last).first().waitFor();
    await mine.getByRole('button', { name: resident.help.open }).first().tap();
    await mine.getByRole('dialog').waitFor();
    await harmless(mine);
  });

  test('places and questions of many rooms: in the office and on the sheet', async () => {
    const codes: string[] = [];
    for (let at = 0; at < own.length; at += 10) {
      const texts = own.slice(at, at + 10);
      const room: Partial<NewRoom> = { place: texts.slice(0, 5).join(' '), question: texts.join(' ') };
      const { code } = await evening.server.ask<RoomMade>('POST', 'rooms', {
        listen_here: texts[0] ?? '', phases, ...room,
      });
      codes.push(code);
    }
    const office = await page();
    await office.goto(`${evening.server.base}/bibliotheek`);
    await office.getByText(last).first().waitFor();
    const list = (await office.locator('main').textContent()) ?? '';
    expect(own.filter((text) => !list.includes(text))).toEqual([]);
    await harmless(office);
    const sheet = await page();
    for (const code of codes) {
      await sheet.goto(`${evening.server.base}/blad/${code}`);
      await sheet.getByRole('heading', { level: 2 }).filter({ hasText: 'xss(' }).waitFor();
      await harmless(sheet);
    }
  });
});
