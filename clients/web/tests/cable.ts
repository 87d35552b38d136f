// A cable between a phone and the server: `pull` cuts every line and takes no new ones, `plug` puts it back; `fray`
// makes each line break by itself after some bytes. A browser's own "offline" leaves an open WebSocket alone, and a
// real lost line does not.
import { connect, createServer, type AddressInfo, type Server as Door, type Socket } from 'node:net';
import type { Server } from './server.ts';

export class Cable {
  private readonly lines = new Set<Socket>();
  private isIn = true;
  // How many bytes the next line carries towards the phone before it breaks; none: it is whole.
  private nextBreak: (() => number) | undefined;
  cuts = 0;
  private readonly door: Door;

  private constructor(door: Door) {
    this.door = door;
  }

  static async to(server: Server): Promise<Cable> {
    const door = createServer();
    const cable = new Cable(door);
    door.on('connection', (near) => cable.carry(near, server.port));
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    return cable;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.door.address() as AddressInfo).port}`;
  }

  pull(): void {
    this.isIn = false;
    for (const line of this.lines) line.destroy();
  }

  plug(): void {
    this.isIn = true;
  }

  // From now on each line breaks: somewhere in what the server says, from the answer to the upgrade to the middle of a
  // snapshot (64 bytes to 8 KiB). The same seed gives the same places.
  fray(seed: number): void {
    let state = seed >>> 0;
    this.nextBreak = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor(2 ** (6 + (state / 2 ** 32) * 7));
    };
    for (const line of this.lines) line.destroy();
  }

  mend(): void {
    this.nextBreak = undefined;
  }

  close(): void {
    this.pull();
    this.door.close();
  }

  private carry(near: Socket, port: number): void {
    if (!this.isIn) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const line of [near, far]) {
      this.lines.add(line);
      line.on('error', () => undefined);
      line.on('close', () => {
        this.lines.delete(line);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    const breakAfter = this.nextBreak?.();
    if (breakAfter === undefined) far.pipe(near);
    else this.carryUntil(breakAfter, near, far);
  }

  private carryUntil(bytes: number, near: Socket, far: Socket): void {
    let left = bytes;
    far.on('data', (part: Buffer) => {
      near.write(part.subarray(0, left));
      left -= part.length;
      if (left > 0 || near.destroyed) return;
      this.cuts += 1;
      far.destroy();
      // What was written still goes out; then the phone's line ends in the middle of a frame.
      near.end(() => near.destroy());
    });
  }
}
