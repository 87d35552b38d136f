// What the cockpit and the hall screen read out of the store: orders, groups and sums, never a rule. Pure; every
// function takes the store as it is now and may be called as often as a page likes.
import type {
  BalanceShare, CardThing, ColumnThing, FloorThing, PhaseThing, RoomThing, SeatThing, TurnThing,
} from '../../protocol.gen.ts';
import type { Store } from '../../store.ts';

export function phasesOf(store: Store): PhaseThing[] {
  return [...store.phase.values()].sort((a, b) => a.position - b.position);
}

export function runningPhase(store: Store): PhaseThing | undefined {
  const running = store.room.get('room')?.phase;
  return running === undefined ? undefined : store.phase.get(running);
}

export function nextPhase(store: Store): PhaseThing | undefined {
  const running = runningPhase(store);
  const phases = phasesOf(store);
  return running ? phases.find((phase) => phase.position > running.position) : phases[0];
}

// While the room is on a break its clocks stand still, as they were when the break began.
export function phaseSecondsLeft(room: RoomThing, now: number): number {
  return (room.phase_ends_at - (room.paused_at ?? now)) / 1000;
}

// Share of the phase's time that is left, 0..1.
export function phaseShareLeft(room: RoomThing, now: number): number {
  const whole = room.phase_ends_at - room.phase_started_at;
  if (whole <= 0) return 0;
  return Math.min(1, Math.max(0, (room.phase_ends_at - (room.paused_at ?? now)) / whole));
}

// The running phase had its round: it is over and somebody spoke. Then the next phase is what comes, not another round.
// `floor`: the one that is looked at; null: all of them.
export function roundWasHeld(store: Store, floor: FloorThing | null): boolean {
  const running = runningPhase(store);
  if (running?.floor !== 'round' || (floor ? [floor] : floorsNow(store)).some((one) => one.round)) return false;
  return [...store.turn.values()].some((turn) => turn.phase === running.id && (!floor || turn.table === floor.table));
}

// Where people can speak now: in the whole room, or at each table.
export function floorsNow(store: Store): FloorThing[] {
  const isAtTables = runningPhase(store)?.target === 'table';
  return [...store.floor.values()].filter((one) => (one.table !== undefined) === isAtTables)
    .sort((a, b) => (a.table ?? 0) - (b.table ?? 0));
}

// Where this person can speak now.
export function floorOf(store: Store, seat: string): FloorThing | undefined {
  const floors = floorsNow(store);
  return runningPhase(store)?.target === 'table'
    ? floors.find((one) => one.table === whereSits(store, store.seat.get(seat))) : floors[0];
}

// Hands that were up when the floor closed: they keep their place and are shown, but nobody is called now.
export function handsLeft(store: Store): SeatThing[] {
  if (runningPhase(store)?.floor !== 'closed') return [];
  return (store.floor.get('floor')?.queue ?? []).flatMap((hand) => store.seat.get(hand.seat) ?? []);
}

// Behind whom a hand can be put, in the order of the queue; '' is the front. Not where it stands already.
export function placesToMove(floor: FloorThing | null, seat: string): string[] {
  const places = ['', ...(floor?.queue.map((hand) => hand.seat) ?? [])];
  const mine = places.indexOf(seat);
  return places.filter((_, at) => at !== mine && at !== mine - 1);
}

// Can it still be taken back that the floor was given?
export function mayUndo(floor: FloorThing | null, now: number): boolean {
  return floor?.speaker !== undefined && floor.undo_until !== undefined && now < floor.undo_until;
}

// One table while the talk is at tables, for who leads the evening. `silentSince`: nobody speaks and nobody waits
// there; from the end of the last turn, or from when the talk began.
export interface TableNow {
  table: number;
  floor: FloorThing;
  people: SeatThing[];
  speaker: SeatThing | undefined;
  silentSince: number | null;
}

export function tablesNow(store: Store): TableNow[] {
  const room = store.room.get('room');
  const sitting = peopleOf(store).filter(takesPart).sort(byLabel);
  return floorsNow(store).flatMap((floor) => {
    const table = floor.table;
    if (table === undefined) return [];
    const ends = [...store.turn.values()].filter((turn) => turn.table === table && turn.phase === room?.phase)
      .map((turn) => turn.started_at + (turn.spoken_ms ?? 0));
    const isSilent = !floor.speaker && floor.queue.length === 0;
    return [{
      table, floor, people: sitting.filter((seat) => whereSits(store, seat) === table),
      speaker: store.seat.get(floor.speaker?.seat ?? ''),
      silentSince: isSilent ? Math.max(room?.phase_started_at ?? 0, ...ends) : null,
    }];
  });
}

// The own table, or while people are in pairs or fours the group.
export function whereSits(store: Store, seat: SeatThing | undefined): number | undefined {
  const grouping = runningPhase(store)?.tables?.grouping;
  return grouping === 'pairs' || grouping === 'fours' ? seat?.group : seat?.table;
}

// Who asks for help, who waits longest first.
export function tablesInNeed(store: Store): FloorThing[] {
  return floorsNow(store).filter((one) => one.help).sort((a, b) => (a.help?.since ?? 0) - (b.help?.since ?? 0));
}

// Who can sit down at a table and has not.
export function withoutTable(store: Store): SeatThing[] {
  return peopleOf(store).filter((seat) => takesPart(seat) && whereSits(store, seat) === undefined).sort(byLabel);
}

export function takesPart(seat: SeatThing): boolean {
  return !isLeader(seat) && seat.role !== 'observer';
}

const leaders = new Set(['facilitator', 'remote_host', 'coordinator']);

export function isLeader(seat: SeatThing): boolean {
  return leaders.has(seat.role);
}

// Everybody with a seat. Seats of people who left stay in the store only because the talk stream names them; a table
// tablet is nobody.
export function peopleOf(store: Store): SeatThing[] {
  return [...store.seat.values()].filter((seat) => !seat.has_left && seat.role !== 'table_tablet');
}

// The tablets at work, by table.
export function tabletsOf(store: Store): SeatThing[] {
  return [...store.seat.values()].filter((seat) => !seat.has_left && seat.role === 'table_tablet')
    .sort((a, b) => (a.table ?? 0) - (b.table ?? 0) || byLabel(a, b));
}

// Whose paper card has this number.
export function holderOf(store: Store, number: number): SeatThing | undefined {
  return peopleOf(store).find((seat) => seat.hand_card === number);
}

// The people this evening is for: everybody but those who lead, help or watch.
export function residents(store: Store): SeatThing[] {
  const apart = new Set(['usher', 'note_taker', 'observer', 'national_desk']);
  return peopleOf(store).filter((seat) => !isLeader(seat) && !apart.has(seat.role));
}

export function byLabel(a: SeatThing, b: SeatThing): number {
  return a.label.localeCompare(b.label, 'nl');
}

// `table` 0 stands for the hall without a table; `side` online has no tables.
export interface UnheardGroup {
  side: 'hall' | 'online';
  table: number;
  seats: SeatThing[];
}

// Who has not had a turn tonight. Who is gone cannot be given one: they stand apart, or the list only grows. `here` is
// null until the first word of who is here.
export function unheard(store: Store, here: ReadonlySet<string> | null): { groups: UnheardGroup[]; gone: SeatThing[] } {
  const waiting = residents(store).filter((seat) => seat.was_heard === false).sort(byLabel);
  const isHere = (seat: SeatThing): boolean => seat.is_proxied || here === null || here.has(seat.id);
  return { groups: grouped(waiting.filter(isHere)), gone: waiting.filter((seat) => !isHere(seat)) };
}

// Online first (they are forgotten first), then the hall by table.
function grouped(seats: readonly SeatThing[]): UnheardGroup[] {
  const groups = new Map<string, UnheardGroup>();
  for (const seat of seats) {
    const table = seat.side === 'hall' ? seat.table ?? 0 : 0;
    const key = `${seat.side} ${table}`;
    const group = groups.get(key) ?? { side: seat.side, table, seats: [] };
    group.seats.push(seat);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => Number(a.side === 'hall') - Number(b.side === 'hall') || (a.table || 99) - (b.table || 99),
  );
}

// The shares of one kind, as the server counted them; only those of people there are, or were.
export function sharesBy(store: Store, kind: 'side' | 'table' | 'group'): BalanceShare[] {
  const shares = store.balance.get('balance')?.shares ?? [];
  return shares.filter((one) => one[kind] !== undefined && (one.people > 0 || one.seconds > 0));
}

// Who waits longest comes first; a table asks for help by its tablet.
export function troubled(store: Store): SeatThing[] {
  return [...peopleOf(store), ...tabletsOf(store)]
    .filter((seat) => seat.trouble !== undefined)
    .sort((a, b) => (a.trouble_since ?? 0) - (b.trouble_since ?? 0) || byLabel(a, b));
}

export function talk(store: Store): TurnThing[] {
  return [...store.turn.values()].sort((a, b) => a.position - b.position);
}

export function columnsOf(store: Store, phase: string): ColumnThing[] {
  return [...store.column.values()].filter((column) => column.phase === phase).sort((a, b) => a.position - b.position);
}

export function cardsOf(store: Store, column: string): CardThing[] {
  return [...store.card.values()]
    .filter((card) => card.column === column && card.held_because === undefined)
    .sort((a, b) => a.position - b.position);
}

// The board that belongs to this moment: of the running phase, else of the newest earlier phase that has one. A
// gallery or a talk about cards has no columns of its own.
export function boardPhase(store: Store): PhaseThing | undefined {
  const running = runningPhase(store);
  if (!running) return undefined;
  const withColumns = new Set([...store.column.values()].map((column) => column.phase));
  return phasesOf(store)
    .filter((phase) => phase.position <= running.position && withColumns.has(phase.id))
    .pop();
}

// Phases with cards that were written in silence and never shown, other than the one that runs now.
export function leftSecret(store: Store): PhaseThing[] {
  const room = store.room.get('room');
  return phasesOf(store).filter((phase) => (phase.drafts ?? 0) > 0 && (room?.is_closed || phase.id !== room?.phase));
}

// The phases whose cards can be read, the newest first; the board of this moment is among them while it is empty.
export function boardsOf(store: Store): PhaseThing[] {
  const now = boardPhase(store)?.id;
  return phasesOf(store)
    .filter((phase) => {
      const columns = columnsOf(store, phase.id);
      return columns.length > 0 && (phase.id === now || columns.some((one) => cardsOf(store, one.id).length > 0));
    })
    .reverse();
}

// Cards that a rule stopped and nobody looked at yet, who waits longest first.
export function waitingCards(store: Store): CardThing[] {
  return [...store.card.values()]
    .filter((card) => card.held_because !== undefined && card.returned_with === undefined)
    .sort((a, b) => (a.held_position ?? 0) - (b.held_position ?? 0));
}

export function hiddenItems(store: Store): { cards: CardThing[]; turns: TurnThing[] } {
  return {
    cards: [...store.card.values()].filter((card) => card.hidden_because !== undefined),
    turns: [...store.turn.values()].filter((turn) => turn.hidden_because !== undefined),
  };
}

// Search by name or by table number, for people at the entry desk: "jan", "3", "tafel 3".
export function findSeats(seats: readonly SeatThing[], typed: string): SeatThing[] {
  const wanted = plain(typed);
  if (wanted === '') return [...seats];
  const table = /^(?:tafel|table)?\s*(\d{1,2})$/.exec(wanted)?.[1];
  return seats.filter((seat) =>
    table !== undefined ? seat.table === Number(table) : plain(seat.label).includes(wanted),
  );
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
