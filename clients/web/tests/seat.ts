// A seat without a page: speaks the wire directly, for tests that ask hundreds of things while real pages look on.
// Node only.
import type { BadMessage, Command, Push, Refusal, Thing, View } from '../src/protocol.gen.ts';

// Why it was refused or could not be read; null when it was done.
export type Reply = Refusal | BadMessage['problem'] | null;

export class Seat {
  id = '';
  token = '';
  readonly things = new Map<string, Thing>();
  private asked = 0;
  private readonly waiting = new Map<string, (reply: Reply) => void>();
  private ready: () => void = () => undefined;
  private readonly line: WebSocket;

  private constructor(line: WebSocket) {
    this.line = line;
  }

  static async join(base: string, code: string, name: string): Promise<Seat> {
    const seat = await Seat.open(base, code, 'participant');
    await seat.ask({ type: 'join', name, side: 'online', accepts: 1 });
    return seat;
  }

  // With the token and the device cookie of a staff seat.
  static async staff(base: string, code: string, token: string, cookie: string): Promise<Seat> {
    return Seat.open(base, code, 'staff', token, cookie);
  }

  thing<K extends Thing['type']>(type: K, id: string): Extract<Thing, { type: K }> | undefined {
    return this.things.get(`${type} ${id}`) as Extract<Thing, { type: K }> | undefined;
  }

  ask(body: Command): Promise<Reply> {
    this.asked += 1;
    const id = `seat-without-page-${this.asked}-${Math.random().toString(36).slice(2, 8)}`;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.line.send(JSON.stringify({ type: 'command', id, body }));
    });
  }

  close(): void {
    this.line.close();
  }

  private static async open(base: string, code: string, view: View, token?: string, cookie?: string): Promise<Seat> {
    const headers = cookie === undefined ? {} : { Cookie: cookie };
    const more = { protocols: ['plekberaad.v1'], headers: { Origin: base, ...headers } };
    // Node's WebSocket takes headers too, which the browser's type does not know.
    const line = new WebSocket(`${base.replace('http', 'ws')}/ws/${code}`, more as unknown as string[]);
    const seat = new Seat(line);
    await new Promise<void>((resolve, reject) => {
      seat.ready = resolve;
      line.onopen = () => line.send(JSON.stringify({ type: 'hello', protocol: 1, view, ...(token ? { token } : {}) }));
      line.onmessage = (event) => seat.hear(JSON.parse(String(event.data)) as Push);
      line.onerror = () => reject(new Error('the seat without a page got no line'));
      line.onclose = (event) => reject(new Error(`the line of the seat ended: ${event.code} ${event.reason}`));
    });
    return seat;
  }

  private hear(push: Push): void {
    if (push.type === 'lobby') this.ready();
    if (push.type === 'snapshot') {
      for (const thing of push.things) this.keep(thing);
      if (push.is_last) this.ready();
    }
    if (push.type === 'update') {
      push.changed.forEach((thing) => this.keep(thing));
      push.removed.forEach(({ type, id }) => this.things.delete(`${type} ${id}`));
      if (push.cause !== undefined) this.answer(push.cause, null);
    }
    if (push.type === 'seated') {
      this.id = push.seat;
      this.token = push.token;
      this.answer(push.id, null);
    }
    if (push.type === 'done') this.answer(push.id, null);
    if (push.type === 'refused') this.answer(push.id, push.reason);
    if (push.type === 'bad_message') this.answer(push.id ?? '', push.problem);
  }

  private keep(thing: Thing): void {
    this.things.set(`${thing.type} ${thing.id}`, thing);
  }

  private answer(id: string, reply: Reply): void {
    this.waiting.get(id)?.(reply);
    this.waiting.delete(id);
  }
}
