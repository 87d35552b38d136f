// One line to one room: opens the WebSocket, says hello, resumes by epoch and counter, and comes back by itself.
// Holds no rules and touches no page; what it hears goes to its listener. All of time, chance and network comes in
// through Doors, so that tests play a whole evening without waiting.
import { Asks, makeCommandId, type Answer, type Timers, type Waiting } from './asks.ts';
import { comeback, type Crowd } from './comeback.ts';
import { makeRoomClock, type RoomClock } from './clock.ts';
import type {
  Command, EarlierTurns, Hello, Lobby, Own, OwnCards, Presence, Push, Thing, TypingShown, Update, View,
} from './protocol.gen.ts';
import type { Shelf } from './shelf.ts';
import { makePages } from './store.ts';

export interface Socket {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
}

export interface Doors {
  open(path: string, subprotocol: string): Socket;
  timers: Timers;
  wall(): number;
  steady(): number;
  random(): number;
  fill(bytes: Uint8Array<ArrayBuffer>): void;
  onWake(listener: () => void): () => void;   // the page is visible again, or the network is back
}

// door: no seat yet, the lobby is known. live: everything is whole. stopped: will not come back by itself.
export type Line =
  | { state: 'opening' | 'door' | 'live' | 'lost' }
  | { state: 'stopped'; code: number; reason: string };

export interface Listener {
  line(line: Line): void;
  lobby(lobby: Lobby): void;
  screenKnown(token: string): void;
  whole(things: Thing[]): void;
  update(update: Update): void;
  own(own: Own): void;
  ownCards(cards: OwnCards): void;
  presence(presence: Presence): void;
  typing(typing: TypingShown): void;
  earlierTurns(earlier: EarlierTurns): void;
  waiting(waiting: readonly Waiting[]): void;
  answer(answer: Answer, waiting: Waiting): void;
}

export interface Place {
  code: string;
  view: View;
  token: string | null;
  door: string;                           // keeps the phone's and the staff's unanswered commands apart
}

const subprotocol = 'plekberaad.v1';
const silence_ms = 45_000;
const opening_ms = 12_000;
const quiet_ms = 3_000;                   // a line that is back within this was never "lost" for the person
const asleep_ms = 25_000;                 // heard nothing for so long when the phone wakes: do not trust the line

export class Connection {
  readonly clock: RoomClock;
  holes = 0;                              // times that the counter was not dense: our bug or the server's
  private readonly asks: Asks;
  private readonly pages = makePages();
  private socket: Socket | null = null;
  private token: string | null;
  private position: { epoch: string; n: number } | null = null;
  private head: number | null = null;     // set while missed updates still come in
  private isHeard = false;                // this line has answered our hello
  private tries = 0;
  private heardAt = 0;
  private line: Line = { state: 'opening' };
  private timers = { reopen: 0, watch: 0, quiet: 0 };
  private silence = silence_ms;
  private stopWaking: () => void = () => {};

  constructor(private readonly place: Place, private readonly doors: Doors, shelf: Shelf,
              private readonly listener: Listener) {
    this.token = place.token;
    this.clock = makeRoomClock(() => doors.wall(), () => doors.steady());
    this.asks = new Asks({
      shelf, prefix: `asks.${place.code}.${place.door}.`, timers: doors.timers, now: () => doors.wall(),
      makeId: () => makeCommandId((bytes) => doors.fill(bytes)),
      send: (waiting) => this.sendAsk(waiting), changed: (waiting) => listener.waiting(waiting),
    });
  }

  start(): void {
    this.stopWaking = this.doors.onWake(() => this.wake());
    this.listener.waiting(this.asks.list());
    this.open();
  }

  stop(): void {
    this.stopWaking();
    this.asks.stop();
    this.clearTimers();
    this.letGo(1000, 'leaving');
  }

  ask(body: Command, seat: string | null = null): Promise<Answer> {
    return this.asks.ask(body, seat);
  }

  // The seat has ended: what still waited belongs to nobody.
  dropAsks(): void {
    this.asks.dropAll();
  }

  // No id: an answer that gets lost with its line is asked for again by who still wants it.
  lookBack(before: string): void {
    if (this.line.state === 'live') this.socket?.send(JSON.stringify({ type: 'look_back', before }));
  }

  typing(is_typing: boolean): void {
    if (this.line.state === 'live') this.socket?.send(JSON.stringify({ type: 'typing', is_typing }));
  }

  // Tries now instead of after the delay.
  wake(): void {
    if (this.line.state === 'stopped') return;
    this.tries = 0;
    if (!this.socket) this.open();
    else if (this.doors.steady() - this.heardAt > asleep_ms) this.renew();
  }

  private open(): void {
    this.clearTimers(this.timers.quiet);
    this.heardAt = this.doors.steady();
    this.isHeard = false;
    this.head = null;
    // Jitter, so that a quiet hall does not renew all its lines at one moment.
    this.silence = silence_ms + Math.round(this.doors.random() * 10_000);
    const socket = this.doors.open(`/ws/${this.place.code}`, subprotocol);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.hello()));
    socket.onmessage = (event) => this.socket === socket && this.hear(event.data);
    socket.onclose = (event) => this.socket === socket && this.lost(event.code, event.reason);
    this.watch();
  }

  private hello(): Hello {
    return { type: 'hello', protocol: 1, view: this.place.view,
             ...(this.token ? { token: this.token } : {}), ...(this.position ?? {}) };
  }

  private hear(data: unknown): void {
    this.heardAt = this.doors.steady();
    let push: Push;
    try {
      push = JSON.parse(String(data)) as Push;
    } catch {
      return this.distrust();
    }
    // First what it answers: an update may end a resume, and what it answered need not be sent again.
    const heard = this.asks.hear(push);
    this.take(push);
    if (heard) this.listener.answer(heard.answer, heard.waiting);
  }

  private take(push: Push): void {
    switch (push.type) {
      case 'lobby':
        this.clock.set(push.now);
        this.listener.lobby(push);
        return this.arrive('door');
      case 'seated':
        this.token = push.token;
        return;
      case 'screen_known':
        this.token = push.token;
        return this.listener.screenKnown(push.token);
      case 'snapshot':
        return this.takePage(push);
      case 'resumed':
        this.clock.set(push.now);
        this.head = push.n;
        return this.caughtUp();
      case 'update':
        return this.takeUpdate(push);
      case 'own':
        return this.listener.own(push.own);
      case 'own_cards':
        return this.listener.ownCards(push);
      case 'presence':
        return this.listener.presence(push);
      case 'typing':
        return this.listener.typing(push);
      case 'earlier_turns':
        return this.listener.earlierTurns(push);
    }
  }

  private takePage(page: Extract<Push, { type: 'snapshot' }>): void {
    const things = this.pages.add(page);
    if (!things) return;
    this.clock.set(page.now);
    this.position = { epoch: page.epoch, n: page.n };
    this.listener.whole(things);
    this.arrive('live');
  }

  private takeUpdate(update: Update): void {
    if (!this.position || update.n !== this.position.n + 1) return this.distrust();
    this.position.n = update.n;
    this.listener.update(update);
    this.caughtUp();
  }

  private caughtUp(): void {
    if (this.head === null || !this.position || this.position.n < this.head) return;
    this.head = null;
    this.arrive('live');
  }

  private arrive(state: 'door' | 'live'): void {
    this.isHeard = true;
    this.tries = 0;
    this.doors.timers.clear(this.timers.quiet);
    this.tell({ state });
    this.asks.sendAgain();
  }

  // At the door only a way in makes sense; seated, everything does. Until we are whole, nothing is sent.
  private sendAsk(waiting: Waiting): boolean {
    const comesIn = waiting.body.type === 'join' || waiting.body.type === 'claim_seat';
    const isOpen = this.line.state === 'live' || (this.line.state === 'door' && comesIn);
    if (!isOpen || !this.socket || !this.isHeard) return false;
    const { id, body, seat } = waiting;
    this.socket.send(JSON.stringify({ type: 'command', id, ...(seat ? { seat } : {}), body }));
    return true;
  }

  // The counter has a hole, or a frame is not JSON: what we hold may be wrong, so ask again from where we were sure.
  private distrust(): void {
    this.holes += 1;
    this.renew();
  }

  private renew(): void {
    this.letGo(4000, 'renew');
    this.lineIsDown(true);
    this.open();
  }

  private lost(code: number, reason: string): void {
    this.socket = null;
    this.clearTimers(this.timers.quiet);
    const crowd: Crowd = this.place.view === 'staff' || this.place.view === 'hall_screen' ? 'few' : 'many';
    const what = comeback(code, this.tries, this.doors.random(), crowd);
    if (what.come === 'never') {
      this.doors.timers.clear(this.timers.quiet);
      return this.tell({ state: 'stopped', code, reason });
    }
    this.tries += 1;
    this.lineIsDown(this.tries === 1 && what.in_ms < quiet_ms);
    this.timers.reopen = this.doors.timers.set(() => this.open(), what.in_ms);
  }

  // Quietly first: a phone that changes from wifi to mobile is back in a second and need not frighten anybody.
  private lineIsDown(quietly: boolean): void {
    if (this.line.state === 'lost' || this.line.state === 'opening') return;
    if (!quietly) return this.tell({ state: 'lost' });
    this.line = { state: 'opening' };
    this.timers.quiet = this.doors.timers.set(() => this.tell({ state: 'lost' }), quiet_ms);
  }

  private watch(): void {
    this.timers.watch = this.doors.timers.set(() => {
      const silent = this.doors.steady() - this.heardAt;
      if (!this.isHeard && silent > opening_ms) {
        this.letGo(4000, 'renew');
        return this.lost(1006, '');
      }
      if (silent > this.silence) return this.renew();
      this.watch();
    }, 5_000);
  }

  private letGo(code: number, reason: string): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close(code, reason);
  }

  private clearTimers(keep = 0): void {
    for (const timer of Object.values(this.timers)) if (timer !== keep) this.doors.timers.clear(timer);
  }

  private tell(line: Line): void {
    this.line = line;
    this.listener.line(line);
  }
}
