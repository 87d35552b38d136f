// The real program for browser tests: started empty on a port of its own, given a password and a room as a library does
// it over HTTP, restarted, killed. Node only; used by evening.ts and tools/shots.ts.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FormatList, Invitation, NewRoom, RoomMade } from '../src/protocol.gen.ts';

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
  private readonly jar = new Map<string, string>();
  private readonly more: readonly string[];

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  // `more`: further options of `plekberaad serve`.
  constructor(more: readonly string[] = []) {
    this.more = more;
  }

  // What a browser that is signed in sends along.
  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  // An empty library; its one-time link stands in `output`.
  startEmpty(): Promise<void> {
    return this.start(/bibliotheek#\S+/);
  }

  // A library with one room, made from the script of a first evening; `more` changes what the room is made of.
  async startEvening(more: (room: NewRoom) => Partial<NewRoom> = () => ({})): Promise<Links> {
    await this.startEmpty();
    const ticket = this.found(/bibliotheek#(\S+)/);
    await this.ask('POST', 'office/password', { ticket, password: 'een paar losse woorden', library: 'De Zwaan' });
    const { formats } = await this.ask<FormatList>('GET', 'formats');
    const phases = formats.find((format) => format.key === 'eerste-avond')?.phases ?? [];
    const question = 'Hoe ziet het mooiste Zwaanplein eruit, voor ons en voor wie na ons komt?';
    const listen_here = '030 123 45 67';
    const room: NewRoom = { place: 'Het Zwaanplein', question, listen_here, phases, starts_at_once: true };
    const { code } = await this.ask<RoomMade>('POST', 'rooms', { ...room, ...more(room) });
    const { secret, pin } = await this.ask<Invitation>('POST', `rooms/${code}/invitations`, { role: 'facilitator' });
    const at = (path: string): string => `${this.base}/${path}`;
    return { code, pin, participant: at(`k/${code}`), facilitator: at(`leiding/${code}#${secret}`),
      hall: at(`zaal/${code}`) };
  }

  // Orderly (SIGTERM) or as if the plug was pulled (SIGKILL); then the same data and port again.
  async restart(signal: 'SIGTERM' | 'SIGKILL', pauseMs = 0): Promise<void> {
    await this.end(signal);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    await this.start(/listening on/);
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

  // Over HTTP, signed in once a password is set.
  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = {
      'Content-Type': 'application/json', 'X-Plekberaad': '1', Origin: this.base, Cookie: this.cookies,
    };
    const answer = await fetch(`${this.base}/api/v1/${path}`,
      { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      this.jar.set(name, value);
    }
    return JSON.parse(text) as T;
  }

  private async start(until: RegExp): Promise<void> {
    this.output = '';
    const listen = `127.0.0.1:${this.port}`;
    const child = spawn(program, ['serve', '--listen', listen, '--data', this.data, ...this.more], { stdio: 'pipe' });
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
