// A picture of every screen in its main states, for eyes: `./dev shots` runs this and leaves clients/web/shots. An
// evening with rehearsed people is played on the real program, from the door to the harvest. With --keep the pictures
// of the README go to deploy/pictures too. A state that does not come is named at the end, and fails the run.
import { rmSync } from 'node:fs';
import { Evening } from '../tests/evening.ts';
import { Camera, folder } from './camera.ts';
import { after, door, office, sheet } from './shots_around.ts';
import {
  begin, board, breakAndEnd, conversation, ownTurn, round, welcome, writing, type Stage,
} from './shots_evening.ts';
import { panels } from './shots_panels.ts';

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const camera = new Camera(process.argv.includes('--keep'));
  const faults: string[] = [];
  const step = async (name: string, take: () => Promise<void>): Promise<boolean> => {
    console.log(name);
    try {
      await take();
    } catch (fault) {
      faults.push(`${name}: ${String(fault)}`);
      return false;
    }
    return true;
  };
  // Turns of ten seconds, so that a picture past the end of one takes no minute.
  const evening = await Evening.open((room) => ({
    starts_at_once: false,
    phases: room.phases.map((phase) => (phase.floor === 'round' ? { ...phase, turn_seconds: 10 } : phase)),
  }));
  try {
    await step('door', () => door(evening, camera));
    await step('sheet', () => sheet(evening, camera));
    let stage: Stage | null = null;
    await step('begin', async () => void (stage = await begin(evening, camera)));
    if (stage !== null) {
      const there: Stage = stage;
      for (const take of [welcome, round, conversation, ownTurn, writing, board]) {
        await step(take.name, () => take(there));
      }
      await step('panels', () => panels(there.cockpit, camera));
      await step('breakAndEnd', () => breakAndEnd(there));
      await step('after', () => after(there));
    }
  } finally {
    await evening.close();
  }
  await step('office', () => office(camera));
  for (const fault of faults) console.error(`no picture: ${fault}`);
  console.log(`${camera.taken} pictures`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

await main();
