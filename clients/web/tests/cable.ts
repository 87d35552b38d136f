// A cable between a phone and the server: `pull` cuts every line and takes no new ones, `plug` puts it back; `fray`
// makes each line slow, and break by itself after some bytes. A browser's own "offline" leaves an open WebSocket alone,
// and a real lost line does not.
import { connect, createServer, type AddressInfo, type Server as Door, type Socket } from 'node:net';
import type { Server } from './server.ts';

// Where a line breaks: after so many bytes towards the phone, or from it; and how much later all of it comes.
interface Break {
  bytes: number;
  isFromPhone: boolean;
  lagMs: number;
}

const longest = 4_000; // ms that a fraying line lasts at most

export class Cable {
  private readonly lines = new Set<Socket>();
  private isIn = true;
  private nextBreak: (() => Break) | undefined; // of the next line; none: it is whole
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

  // From now on each line breaks, two in three in what the server says, from the answer to the upgrade to the middle of
  // a snapshot (64 bytes to 8 KiB), the others in what the phone says (32 bytes to 1 KiB); whoever says less than that
  // loses the line after `longest` all the same. All it carries comes up to 200 ms late. The same seed gives the same
  // places.
  fray(seed: number): void {
    let state = seed >>> 0;
    const chance = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    this.nextBreak = () => {
      const isFromPhone = chance() < 1 / 3;
      const bytes = Math.floor(isFromPhone ? 2 ** (5 + chance() * 5) : 2 ** (6 + chance() * 7));
      return { bytes, isFromPhone, lagMs: Math.floor(chance() * 200) };
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
    const at = this.nextBreak?.();
    if (at === undefined) {
      near.pipe(far);
      far.pipe(near);
      return;
    }
    const late = setTimeout(() => {
      this.cuts += 1;
      near.destroy();
    }, longest);
    near.on('close', () => clearTimeout(late));
    this.carryUntil(at.isFromPhone ? at.bytes : Infinity, at.lagMs, near, far);
    this.carryUntil(at.isFromPhone ? Infinity : at.bytes, at.lagMs, far, near);
  }

  private carryUntil(bytes: number, lagMs: number, from: Socket, to: Socket): void {
    let left = bytes;
    from.on('data', (part: Buffer) => setTimeout(() => {
      if (left <= 0 || to.destroyed) return;
      to.write(part.subarray(0, left));
      left -= part.length;
      if (left > 0) return;
      this.cuts += 1;
      from.destroy();
      // What was written still goes out; then the line ends in the middle of a frame.
      to.end(() => to.destroy());
    }, lagMs));
  }
}
