// People of a test evening, each with a browser of their own: phones, a cockpit, a hall screen. They find things as
// people do, by role and by the Dutch words on the page. Every complaint of a page (errors, blocked by the policy) is
// kept and fails the test that asks for it.
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { words as floor } from '../src/words/nl/floor.ts';
import { words as keeping } from '../src/words/nl/keeping.ts';
import { words as refusals } from '../src/words/nl/refusals.ts';
import { words as firstWords } from '../src/words/nl/resident.ts';
import { words as shared } from '../src/words/nl/shared.ts';
import { words as staff } from '../src/words/nl/staff.ts';
import type { Cable } from './cable.ts';
import { Server, type Links } from './server.ts';

// What a phone reads right after its first view stands apart in the build, and not for the people of a test.
const resident = { ...firstWords, write: floor.write, help: { ...firstWords.help, ...floor.help } };
export const nl = { floor, keeping, refusals, resident, shared, staff };

export interface Size {
  width: number;
  height: number;
}
export const sizes = {
  phone: { width: 390, height: 780 },
  smallPhone: { width: 320, height: 640 },
  tablet: { width: 820, height: 1180 },
  cockpit: { width: 1366, height: 768 },
  hall: { width: 1920, height: 1080 },
} satisfies Record<string, Size>;

// Fills {name} and the like in a sentence of the staff's words.
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));
}

export class Evening {
  readonly complaints: string[] = [];
  private readonly contexts: BrowserContext[] = [];
  readonly server: Server;
  readonly browser: Browser;
  readonly links: Links;

  private constructor(server: Server, browser: Browser, links: Links) {
    this.server = server;
    this.browser = browser;
    this.links = links;
  }

  static async open(more?: Parameters<Server['startEvening']>[0], options?: readonly string[]): Promise<Evening> {
    const server = new Server(options);
    const links = await server.startEvening(more);
    return new Evening(server, await openBrowser(), links);
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    await this.browser.close();
    await this.server.stop();
  }

  async page(size: Size, more: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: size, locale: 'nl-NL', ...more });
    this.contexts.push(context);
    const page = await context.newPage();
    // Longer than a page waits at most before it tries a lost line again (src/comeback.ts).
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (line) => {
      const text = line.text();
      // A cut line is the point of some tests; the browser reports each try.
      if (line.type() === 'error' && !/ERR_|WebSocket connection/.test(text)) this.complaints.push(text);
    });
    return page;
  }

  async phone(
    name: string, side: 'hall' | 'online', at: { size?: Size; cable?: Cable; page?: Page } = {},
  ): Promise<Page> {
    const page = at.page ?? await this.page(at.size ?? sizes.phone, { hasTouch: true, isMobile: true });
    await page.goto(`${at.cable?.base ?? this.server.base}/k/${this.links.code}`);
    await page.getByLabel(resident.join.name).fill(name);
    await page.getByText(side === 'hall' ? resident.join.inHall : resident.join.atHome).tap();
    await page.getByRole('button', { name: resident.join.go, exact: true }).tap();
    await page.getByText(resident.room.welcome(name)).first().waitFor({ state: 'attached' });
    return page;
  }

  async cockpit(name = 'Ada'): Promise<Page> {
    const page = await this.page(sizes.cockpit);
    await page.goto(this.links.facilitator.replace(/^https?:\/\/[^/]+/, this.server.base));
    await page.getByLabel(staff.entryName).fill(name);
    await page.getByLabel(staff.entryPin).fill(this.links.pin);
    await page.getByRole('button', { name: staff.entryGo }).click();
    await page.getByRole('button', { name: staff.pauseAll }).waitFor();
    return page;
  }

  async hall(given?: Page): Promise<Page> {
    const page = given ?? await this.page(sizes.hall);
    await page.goto(`${this.server.base}/zaal/${this.links.code}`);
    await page.getByText(staff.hallJoin).first().waitFor();
    return page;
  }
}

export function openBrowser(): Promise<Browser> {
  // Chromium refuses its own sandbox to root, and tests run as root in containers. Pages here are only ours.
  return chromium.launch({
    executablePath: process.env['PLEKBERAAD_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

// The first column of 'Stil schrijven'.
export const dreams = '2050: hier dromen we van';

// Writes a card in this column, where the sheet stands open, and keeps it.
export async function postCard(phone: Page, text: string, column = dreams): Promise<void> {
  await phone.getByRole('radio', { name: column }).check();
  await phone.getByRole('textbox', { name: resident.write.text }).fill(text);
  await phone.getByRole('button', { name: resident.write.post }).tap();
}

// Goes on in the script until the phase with this title runs.
export async function startPhase(cockpit: Page, title: string): Promise<void> {
  const start = cockpit.getByRole('button', { name: /^Start: / });
  for (let steps = 0; steps < 10; steps += 1) {
    const label = (await start.first().textContent()) ?? '';
    await start.first().click();
    await cockpit.getByRole('button', { name: label.trim(), exact: true }).waitFor({ state: 'detached' });
    if (label.includes(title)) return;
  }
  throw new Error(`the script has no phase '${title}'`);
}
