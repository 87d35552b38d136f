// The camera of `./dev shots`: one page, seen by several eyes. A phone is looked at small, in the dark, with letters
// twice as big and on a tablet; wide screens in light and dark; some also in the colours that a machine forces.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { sizes } from '../tests/evening.ts';

export const folder = fileURLToPath(new URL('../shots/', import.meta.url));
const pictures = fileURLToPath(new URL('../../../deploy/pictures/', import.meta.url));
const settleMs = 250;

export interface How {
  forced?: boolean;                       // also in forced colours
  whole?: boolean;                        // also the whole page, below the first screen
}

export class Camera {
  taken = 0;
  private readonly keeps: boolean;        // pictures for the README too

  constructor(keeps: boolean) {
    this.keeps = keeps;
    mkdirSync(folder, { recursive: true });
    if (keeps) mkdirSync(pictures, { recursive: true });
  }

  async phone(page: Page, name: string, how: How = {}): Promise<void> {
    await page.setViewportSize(sizes.smallPhone);
    await this.lightAndDark(page, name);
    if (how.whole) await this.take(page, `${name}-whole`, true);
    if (how.forced) await this.forced(page, name);
    await letters(page, '200%');
    await this.take(page, `${name}-letters-200`);
    if (how.whole) await this.take(page, `${name}-letters-200-whole`, true);
    await letters(page, '');
    await page.setViewportSize(sizes.tablet);
    await this.take(page, `${name}-tablet`);
    await page.setViewportSize(sizes.smallPhone);
    console.log(`  ${name}`);
  }

  async wide(page: Page, name: string, how: How = {}): Promise<void> {
    await this.lightAndDark(page, name);
    if (how.whole) await this.take(page, `${name}-whole`, true);
    if (how.forced) await this.forced(page, name);
    console.log(`  ${name}`);
  }

  // For the README: small, without a second theme.
  async keep(page: Page, name: string): Promise<void> {
    if (!this.keeps) return;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.waitForTimeout(settleMs);
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
    writeFileSync(`${pictures}${name}.webp`, Buffer.from(data, 'base64'));
    await session.detach();
  }

  private async lightAndDark(page: Page, name: string): Promise<void> {
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await this.take(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await this.take(page, name);
  }

  private async forced(page: Page, name: string): Promise<void> {
    await page.emulateMedia({ forcedColors: 'active' });
    await this.take(page, `${name}-forced-colours`);
    await page.emulateMedia({ forcedColors: 'none' });
  }

  private async take(page: Page, name: string, fullPage = false): Promise<void> {
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: `${folder}${name}.png`, fullPage });
    this.taken += 1;
  }
}

async function letters(page: Page, size: string): Promise<void> {
  await page.evaluate((wanted) => {
    document.documentElement.style.fontSize = wanted;
  }, size);
}
