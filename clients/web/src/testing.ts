// A world for tests of the line: time that stands still until told, sockets that a test plays the server on.
import type { Doors, Socket } from './connection.ts';

export class FakeSocket implements Socket {
  sent: Record<string, unknown>[] = [];
  closedWith: number | null = null;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(code?: number): void {
    this.closedWith = code ?? 1000;
  }

  says(push: object): void {
    this.onmessage?.({ data: JSON.stringify(push) });
  }

  drops(code: number): void {
    this.onclose?.({ code, reason: '' });
  }

  commands(): { id: string; body: { type: string } }[] {
    return this.sent.filter((frame) => frame['type'] === 'command') as never;
  }
}

export class FakeWorld implements Doors {
  now = 1_000_000;
  sockets: FakeSocket[] = [];
  chance = 0.5;
  private due = new Map<number, { at: number; action: () => void }>();
  private next = 1;
  private wakers = new Set<() => void>();
  private seed = 7;

  open(): Socket {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket;
  }

  get line(): FakeSocket {
    const last = this.sockets[this.sockets.length - 1];
    if (!last) throw new Error('no line was opened');
    return last;
  }

  timers = {
    set: (action: () => void, ms: number): number => {
      this.due.set(this.next, { at: this.now + ms, action });
      return this.next++;
    },
    clear: (timer: number): void => void this.due.delete(timer),
  };

  wall = (): number => this.now;
  steady = (): number => this.now;
  random = (): number => this.chance;

  fill = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; at += 1) {
      this.seed = (this.seed * 48271) % 2147483647;
      bytes[at] = this.seed & 255;
    }
  };

  onWake(listener: () => void): () => void {
    this.wakers.add(listener);
    return () => this.wakers.delete(listener);
  }

  wakes(): void {
    for (const waker of this.wakers) waker();
  }

  passes(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const soonest = [...this.due].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!soonest) break;
      this.due.delete(soonest[0]);
      this.now = Math.max(this.now, soonest[1].at);
      soonest[1].action();
    }
    this.now = end;
  }
}
