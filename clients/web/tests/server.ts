// The real program for browser tests: started on a port of its own with a demo room, restarted, killed. Also a cable
// between a phone and the server that can be pulled. Node only; used by evening.ts and tools/shots.ts.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server as Door, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const program =
  process.env['PLEKBERAAD_PROGRAM'] ?? fileURLToPath(new URL('../../../build/plekberaad', import.meta.url));

export interface Links {
  code: string;
  participant: string;
  facilitator: string;
  pin: string;
  hall: string;
}

export class Server {
  readonly data = mkdtempSync(join(tmpdir(), 'plekberaad-'));
  port = 0;
  output = '';
  private child: ChildProcess | null = null;

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  // With a demo room: three links. Without: an empty library with its one-time link in `output`.
  async startDemo(): Promise<Links> {
    await this.start(['--demo'], /hall screen: \S+/);
    const code = this.found(/participant: \S+\/k\/(\w+)/);
    return {
      code,
      participant: this.found(/participant: (\S+)/),
      facilitator: this.found(/facilitator: (\S+)/),
      pin: this.found(/PIN ([^\s)]+)/),
      hall: this.found(/hall screen: (\S+)/),
    };
  }

  startEmpty(): Promise<void> {
    return this.start([], /bibliotheek#\S+/);
  }

  // Orderly (SIGTERM) or as if the plug was pulled (SIGKILL); then the same data and port again.
  async restart(signal: 'SIGTERM' | 'SIGKILL', pauseMs = 0): Promise<void> {
    await this.end(signal);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    await this.start([], /listening on/);
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
  }

  found(pattern: RegExp): string {
    const hit = pattern.exec(this.output)?.[1];
    if (hit === undefined) throw new Error(`the server did not print ${pattern}:\n${this.output}`);
    return hit;
  }

  private async start(more: string[], until: RegExp): Promise<void> {
    this.output = '';
    const listen = `127.0.0.1:${this.port}`;
    const child = spawn(program, ['serve', '--listen', listen, '--data', this.data, ...more], { stdio: 'pipe' });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`the server is not ready:\n${this.output}`)), 30_000);
      const hear = (bytes: Buffer): void => {
        this.output += bytes.toString();
        if (!until.test(this.output)) return;
        clearTimeout(late);
        resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.output}`)));
    });
    this.port = Number(this.found(/listening on \S*:(\d+)/));
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      child.removeAllListeners('exit');
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }
}

// A cable to a server: `pull` cuts every line and takes no new ones, `plug` puts it back.
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
