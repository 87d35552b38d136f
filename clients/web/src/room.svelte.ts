// One room as pages see it: the keyed store made reactive, the line's state, the own object, and asking. It derives
// orders and looks things up; it decides nothing (what I may do stands in own.can). A screen makes one, starts it in
// onMount and stops it when it goes.
import { createSubscriber, SvelteMap } from 'svelte/reactivity';
import type { Answer, Waiting } from './asks.ts';
import { Connection, type Doors, type Line } from './connection.ts';
import { browserDoors } from './doors.ts';
import { dropDrafts, giveBack } from './drafts.svelte.ts';
import { floorHere } from './floor_here.ts';
import { closeCodes, limits } from './protocol.gen.ts';
import type {
  CardThing, ColumnThing, Command, FloorThing, Lobby, Own, OwnCard, PhaseThing, Presence, ProposalThing, Refusal,
  RoomThing, SeatThing, TurnThing, View,
} from './protocol.gen.ts';
import { settings } from './settings.svelte.ts';
import { memoryShelf } from './shelf.ts';
import { change, changeOwnCards, makeStore, replace, type Store } from './store.ts';

// phone: a resident's seat; staff: a seat that leads or helps; screen: no seat; table: a device that many people use.
export type Door = 'phone' | 'staff' | 'screen' | 'table';

export interface RoomPlace {
  code: string;
  view: View;
  door: Door;
  token?: string | null;                  // absent: the one kept on this device
  doors?: Doors;                          // tests bring their own world
}

export type CommandType = Command['type'];

// The newest thing to tell the person: a refusal, or that something was kept. Stays until the next act.
export interface Notice {
  readonly refused: Refusal | 'unreadable' | null;
  readonly command: CommandType;
}

export class Room {
  readonly things: Store = makeStore(<K, V>() => new SvelteMap<K, V>());
  readonly ownCards = new SvelteMap<string, OwnCard>();   // written by this seat, or entered for others
  line = $state.raw<Line>({ state: 'opening' });
  lobby = $state.raw<Lobby | null>(null);
  own = $state.raw<Own | null>(null);
  presence = $state.raw<Presence | null>(null);
  mayBeEarlier = $state.raw(false);       // turns before the oldest that is here
  typingSeat = $state.raw<string | null>(null);
  waiting = $state.raw<readonly Waiting[]>([]);
  notice = $state.raw<Notice | null>(null);
  isWhole = $state(false);                // a snapshot has come
  hasSeat = $state(false);                // this device holds a seat's token
  hasLeft = $state(false);                // and has given it up just now
  tableLed = $state.raw<number | null>(null);   // whose floor a leader looks at, while the talk is at tables
  readonly code: string;
  private readonly place: RoomPlace;
  private connection: Connection;
  private readonly tick = createSubscriber((update) => {
    const timer = setInterval(update, 500);
    return () => clearInterval(timer);
  });

  constructor(place: RoomPlace) {
    this.place = place;
    this.code = place.code;
    this.connection = this.connect(place.token !== undefined ? place.token : keptToken(place.code, place.door));
  }

  start(): void {
    this.connection.start();
  }

  stop(): void {
    this.connection.stop();
  }

  tryNow(): void {
    if (this.line.state === 'stopped') this.startOver(this.place.token ?? keptToken(this.place.code, this.place.door));
    else this.connection.wake();
  }

  // Forgets the seat on this device and stands at the door again.
  forget(): void {
    this.hasSeat = false;
    forgetToken(this.code, this.place.door);
    this.connection.dropAsks();
    this.startOver(null);
  }

  // A staff page got its token over HTTP.
  enter(token: string): void {
    keepToken(this.code, this.place.door, token);
    this.startOver(token);
  }

  async ask(body: Command, seat: string | null = null): Promise<Answer> {
    this.notice = null;
    return this.connection.ask(body, seat);
  }

  // A snapshot brings the newest turns only; this asks for those before.
  lookBack(): void {
    const oldest = this.turns[0];
    if (oldest) this.connection.lookBack(oldest.id);
  }

  typing(isTyping: boolean): void {
    this.connection.typing(isTyping);
  }

  can(command: CommandType): boolean {
    return this.own?.can.includes(command) ?? false;
  }

  // Is a command of this type still without an answer?
  isAsking(...types: CommandType[]): boolean {
    return this.waiting.some((one) => types.includes(one.body.type));
  }

  get isLate(): boolean {
    return this.waiting.some((one) => one.is_late);
  }

  // --- what there is -------------------------------------------------------------------------------------------------

  get room(): RoomThing | null {
    return this.things.room.get('room') ?? null;
  }

  get floor(): FloorThing | null {
    return floorHere(this.things, this.own, this.tableLed);
  }

  // The newest proposal, when it was put in the running phase.
  get proposal(): ProposalThing | null {
    let newest: ProposalThing | null = null;
    for (const one of this.things.proposal.values()) if (!newest || Number(one.id) > Number(newest.id)) newest = one;
    return newest && newest.phase === this.room?.phase ? newest : null;
  }

  get isAtTables(): boolean {
    return this.phase?.target === 'table';
  }

  get phases(): PhaseThing[] {
    return [...this.things.phase.values()].sort((a, b) => a.position - b.position);
  }

  get phase(): PhaseThing | null {
    return this.things.phase.get(this.room?.phase ?? '') ?? null;
  }

  columns(phase: string): ColumnThing[] {
    return [...this.things.column.values()].filter((one) => one.phase === phase).sort(byPosition);
  }

  cards(column: string): CardThing[] {
    return [...this.things.card.values()].filter((one) => one.column === column).sort(byPosition);
  }

  // Cards of the person on this seat, in the order of writing.
  get myCards(): OwnCard[] {
    return this.ownCardsOf(undefined);
  }

  // Cards that this seat entered for somebody else.
  cardsEnteredFor(seat: string): OwnCard[] {
    return this.ownCardsOf(seat);
  }

  // The words of a shown card stand on the board only.
  private ownCardsOf(seat: string | undefined): OwnCard[] {
    return [...this.ownCards.values()].filter((card) => card.on_behalf_of === seat)
      .map((card) => ({ ...card, text: card.text ?? this.things.card.get(card.id)?.text ?? '' }));
  }

  get turns(): TurnThing[] {
    return [...this.things.turn.values()].sort(byPosition);
  }

  seat(id: string | null | undefined): SeatThing | null {
    return this.things.seat.get(id ?? '') ?? null;
  }

  // --- time --------------------------------------------------------------------------------------------------------

  // The server's moment; whoever reads it is read again every half second.
  get now(): number {
    this.tick();
    return this.connection.clock.now();
  }

  // While the room pauses, clocks stand still at the moment the pause began.
  secondsUntil(moment: number): number {
    const now = this.room?.paused_at ?? this.now;
    return Math.round((moment - now) / 1000);
  }

  // The clock of the turn stands still as well while the line of the speaker is lost.
  get #turnNow(): number {
    const speaker = this.floor?.speaker;
    const stopped = speaker?.line_lost_at ?? this.room?.paused_at;
    return stopped === undefined ? this.now : Math.max(stopped, speaker?.started_at ?? 0);
  }

  get turnSecondsLeft(): number {
    const speaker = this.floor?.speaker;
    return speaker ? Math.round((speaker.left_ms ?? speaker.ends_at - this.#turnNow) / 1000) : 0;
  }

  get turnIsEnding(): boolean {
    const speaker = this.floor?.speaker;
    return speaker != null && speaker.left_ms === undefined && this.#turnNow >= speaker.warn_at;
  }

  get phaseMinutesLeft(): number | null {
    const room = this.room;
    if (!room?.phase || !room.phase_ends_at) return null;
    return Math.max(0, Math.ceil(this.secondsUntil(room.phase_ends_at) / 60));
  }

  // --- the line ----------------------------------------------------------------------------------------------------

  private startOver(token: string | null): void {
    this.connection.stop();
    this.own = null;
    this.ownCards.clear();
    this.lobby = null;
    this.isWhole = false;
    replace(this.things, []);
    this.line = { state: 'opening' };
    this.connection = this.connect(token);
    this.connection.start();
  }

  private connect(token: string | null): Connection {
    this.hasSeat = token !== null;
    const { code, view, door } = this.place;
    // What one person at a table asked for is not left on the device for the next.
    const shelf = door === 'table' ? memoryShelf() : settings.shelf;
    return new Connection({ code, view, token, door }, this.place.doors ?? browserDoors(), shelf, {
      line: (line) => this.lineIs(line),
      lobby: (lobby) => (this.lobby = lobby),
      screenKnown: (token) => keepToken(code, door, token),
      whole: (things) => {
        replace(this.things, things);
        this.isWhole = true;
        this.mayBeEarlier = this.things.turn.size >= limits.turns_in_snapshot;
      },
      update: (update) => change(this.things, update),
      own: (own) => (this.own = own),
      ownCards: (cards) => changeOwnCards(this.ownCards, cards),
      presence: (presence) => (this.presence = presence),
      earlierTurns: (earlier) => {
        change(this.things, { changed: earlier.things, removed: [] });
        this.mayBeEarlier = !earlier.is_all;
      },
      typing: (shown) => (this.typingSeat = shown.is_typing ? shown.seat : null),
      waiting: (waiting) => (this.waiting = waiting),
      answer: (answer, waiting) => this.answered(answer, waiting),
    });
  }

  private lineIs(line: Line): void {
    // The phone's token is of no use any more: stand at the door again instead of at a wall.
    const code = line.state === 'stopped' ? line.code : 0;
    if (code === closeCodes.token_unknown && this.place.door === 'phone') return this.forget();
    // Our own leaving may reach us as the end of the line, before its answer.
    if (code === closeCodes.seat_removed && this.isAsking('leave_room')) return this.left();
    if (code === closeCodes.seat_erased) this.forgetWords();
    this.line = line;
  }

  // The person asked to be forgotten: this device does the same as the server.
  private forgetWords(): void {
    this.hasSeat = false;
    forgetToken(this.code, this.place.door);
    this.connection.dropAsks();
    dropDrafts(this.code);
    for (const key of settings.shelf.keys('')) if (key.includes(this.code)) settings.shelf.delete(key);
    this.own = null;
    replace(this.things, []);
  }

  private answered(answer: Answer, waiting: Waiting): void {
    const command = waiting.body.type;
    if (answer.outcome === 'seated') this.seated(answer.token);
    if (answer.outcome === 'refused' || answer.outcome === 'unreadable') giveBack(this.code, waiting.body, this.things);
    if (answer.outcome === 'refused') this.notice = { refused: answer.reason, command };
    if (answer.outcome === 'unreadable') this.notice = { refused: 'unreadable', command };
    if (answer.outcome === 'done' && command === 'leave_room') this.left();
  }

  private seated(token: string): void {
    keepToken(this.code, this.place.door, token);
    this.hasSeat = true;
    this.hasLeft = false;
  }

  private left(): void {
    this.forget();
    this.hasLeft = true;
  }
}

function byPosition(a: { position: number }, b: { position: number }): number {
  return a.position - b.position;
}

// --- tokens on this device -------------------------------------------------------------------------------------------

export function keptToken(code: string, door: Door): string | null {
  return settings.shelf.get(`token.${door}.${code}`);
}

export function keepToken(code: string, door: Door, token: string): void {
  settings.shelf.set(`token.${door}.${code}`, token);
}

function forgetToken(code: string, door: Door): void {
  settings.shelf.delete(`token.${door}.${code}`);
}
