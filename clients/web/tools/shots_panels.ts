// The cockpit's panels, for `./dev shots`.
import type { Page } from 'playwright-core';
import { nl } from '../tests/evening.ts';
import type { Camera } from './camera.ts';

const { staff } = nl;

export async function panels(cockpit: Page, camera: Camera): Promise<void> {
  const doors = { enter: staff.enterFor, people: staff.people, talk: staff.talkAndCards, more: staff.more };
  for (const [name, label] of Object.entries(doors)) {
    await cockpit.getByRole('button', { name: label, exact: true }).first().click();
    await camera.wide(cockpit, `cockpit-panel-${name}`);
    await cockpit.keyboard.press('Escape');
  }
  const inside = {
    texts: staff.moreTexts, script: staff.moreScript, invite: staff.moreInvite, screen: staff.moreScreen,
    devices: staff.moreDevices, keys: staff.moreKeys, close: staff.moreClose,
  };
  for (const [name, label] of Object.entries(inside)) {
    await cockpit.getByRole('button', { name: staff.more, exact: true }).first().click();
    await cockpit.getByRole('button', { name: label, exact: true }).first().click();
    await camera.wide(cockpit, `cockpit-panel-more-${name}`);
    await cockpit.keyboard.press('Escape');
  }
}
