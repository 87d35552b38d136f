// A cable between a phone and the server: `pull` cuts every line and takes no new ones, `plug` puts it back. A
// browser's own "offline" leaves an open WebSocket alone, and a real lost line does not.
import { connect, createServer, type AddressInfo, type Server as Door, type Socket } from 'node:net';
import type { Server } from './server.ts';

export class Cable {
  private readonly lines = new Set<Socket>();
  private isIn = true;
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
    near.pipe(far).pipe(near);
  }
}
