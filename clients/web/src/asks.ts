// Commands that wait for an answer. Each has an id made here (128 random bits) and stays on the shelf until the server
// has answered, so that a reload or a lost line loses nothing: after a resume it is sent again under the same id, and
// the server never does it twice. Owned by the line (connection.ts); knows no page and no rule.
import type { BadMessage, Command, Push, Refusal, Ticket } from './protocol.gen.ts';
import type { Shelf } from './shelf.ts';

export type Answer =
  | { outcome: 'done'; id: string }
  | { outcome: 'refused'; id: string; reason: Refusal; path: string | null }
  | { outcome: 'unreadable'; id: string; problem: BadMessage['problem']; path: string }
  | { outcome: 'ticket'; id: string; ticket: Ticket }
  | { outcome: 'seated'; id: string; seat: string; token: string }
  | { outcome: 'dropped'; id: string };   // the seat is gone, nobody will answer any more

export interface Waiting {
  readonly id: string;
  readonly body: Command;
  readonly seat: string | null;
  readonly asked_at: number;
  readonly is_late: boolean;              // no answer for 5 s: say "not saved yet"
}

export interface Timers {
  set(action: () => void, ms: number): number;
  clear(timer: number): void;
}

interface Parts {
  shelf: Shelf;
  prefix: string;                         // per room and door, e.g. "asks.K7M2P9QX.phone."
  timers: Timers;
  now: () => number;
  makeId: () => string;
  send: (waiting: Waiting) => boolean;    // false: no line that would carry it now
  changed: (waiting: readonly Waiting[]) => void;
}

export const late_after_ms = 5_000;
const stale_after_ms = 12 * 3600 * 1000;  // an evening later nobody wants yesterday's hand to go up

interface Entry {
  waiting: Waiting;
  resolve: (answer: Answer) => void;
  lateTimer: number | null;
  retryTimer: number | null;
}

export class Asks {
  private readonly entries = new Map<string, Entry>();   // in the order of asking

  constructor(private readonly parts: Parts) {
    for (const waiting of readKept(parts)) this.enter(waiting, () => {});
  }

  list(): Waiting[] {
    return [...this.entries.values()].map((entry) => entry.waiting);
  }

  ask(body: Command, seat: string | null = null): Promise<Answer> {
    const waiting = { id: this.parts.makeId(), body, seat, asked_at: this.parts.now(), is_late: false };
    this.parts.shelf.set(this.parts.prefix + waiting.id, JSON.stringify(waiting));
    return new Promise((resolve) => {
      this.enter(waiting, resolve);
      this.tell();
      this.parts.send(waiting);
    });
  }

  // After a resume: everything that is still open, in the order in which it was asked.
  sendAgain(): void {
    for (const entry of this.entries.values()) {
      if (entry.retryTimer === null) this.parts.send(entry.waiting);
    }
  }

  // Takes an answer out of a push; gives the command back that it answers.
  hear(push: Push): { answer: Answer; waiting: Waiting } | null {
    if (push.type === 'retry') {
      this.retryLater(push.id, push.after_ms);
      return null;
    }
    const answer = answerIn(push);
    const entry = answer && this.entries.get(answer.id);
    if (!answer || !entry) return null;
    this.settle(entry, answer);
    this.tell();
    return { answer, waiting: entry.waiting };
  }

  // The seat is gone: nothing that waits will ever be answered.
  dropAll(): void {
    for (const entry of [...this.entries.values()]) {
      this.settle(entry, { outcome: 'dropped', id: entry.waiting.id });
    }
    this.tell();
  }

  // Stops the clocks; what waits stays on the shelf.
  stop(): void {
    for (const entry of this.entries.values()) this.stopTimers(entry);
  }

  private enter(waiting: Waiting, resolve: (answer: Answer) => void): void {
    const entry: Entry = { waiting, resolve, lateTimer: null, retryTimer: null };
    entry.lateTimer = this.parts.timers.set(() => {
      entry.lateTimer = null;
      entry.waiting = { ...entry.waiting, is_late: true };
      this.tell();
    }, late_after_ms);
    this.entries.set(waiting.id, entry);
  }

  private settle(entry: Entry, answer: Answer): void {
    this.stopTimers(entry);
    this.entries.delete(entry.waiting.id);
    this.parts.shelf.delete(this.parts.prefix + entry.waiting.id);
    entry.resolve(answer);
  }

  private retryLater(id: string, ms: number): void {
    const entry = this.entries.get(id);
    if (!entry || entry.retryTimer !== null) return;
    entry.retryTimer = this.parts.timers.set(() => {
      entry.retryTimer = null;
      this.parts.send(entry.waiting);
    }, Math.min(Math.max(ms, 200), 30_000));
  }

  private stopTimers(entry: Entry): void {
    if (entry.lateTimer !== null) this.parts.timers.clear(entry.lateTimer);
    if (entry.retryTimer !== null) this.parts.timers.clear(entry.retryTimer);
    entry.lateTimer = entry.retryTimer = null;
  }

  private tell(): void {
    this.parts.changed(this.list());
  }
}

function answerIn(push: Push): Answer | null {
  switch (push.type) {
    case 'update':
      return push.cause ? { outcome: 'done', id: push.cause } : null;
    case 'done':
      return { outcome: 'done', id: push.id };
    case 'refused':
      return { outcome: 'refused', id: push.id, reason: push.reason, path: push.path ?? null };
    case 'bad_message':
      return push.id ? { outcome: 'unreadable', id: push.id, problem: push.problem, path: push.path } : null;
    case 'ticket':
      return { outcome: 'ticket', id: push.id, ticket: push };
    case 'seated':
      return { outcome: 'seated', id: push.id, seat: push.seat, token: push.token };
    default:
      return null;
  }
}

function readKept(parts: Parts): Waiting[] {
  const kept: Waiting[] = [];
  for (const key of parts.shelf.keys(parts.prefix)) {
    try {
      const waiting = JSON.parse(parts.shelf.get(key) ?? '') as Waiting;
      if (parts.now() - waiting.asked_at > stale_after_ms) parts.shelf.delete(key);
      else kept.push(waiting);
    } catch {
      parts.shelf.delete(key);            // half written by a closing browser
    }
  }
  return kept.sort((a, b) => a.asked_at - b.asked_at);
}

// 128 random bits in 22 signs: a join id is a secret of this phone, and an id must tell nothing about its maker.
export function makeCommandId(fill: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
  const bytes = new Uint8Array(22);
  fill(bytes);
  return Array.from(bytes, (byte) => signs[byte & 63]).join('');
}
