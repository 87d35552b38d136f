// What a leader can do, one function per button and key: each turns what the page shows now into one command, with the
// guard that belongs to it (the turn or the phase that was seen), so that a double tap can never skip a person.
// Decides nothing: the server may still refuse, and the page then says why.
import type { Answer } from '../../asks.ts';
import type { CardThing, Item, MoveReason, PhaseThing, Role, Stretch, ThemeThing } from '../../protocol.gen.ts';
import type { Room } from '../../room.svelte.ts';
import { floorOf, nextPhase } from './derive.ts';

export type Acts = ReturnType<typeof actsOf>;

export function actsOf(room: Room) {
  const turn = (): string | undefined => room.floor?.speaker?.turn;
  const there = (): { table?: number } => tableLed(room);

  return {
    giveFloor(seat: string): Promise<Answer> {
      const after = floorOf(room.things, seat)?.speaker?.turn;
      return room.ask({ type: 'grant_floor', seat, ...(after === undefined ? {} : { after }) });
    },
    giveNext(): void {
      const next = room.floor?.next;
      if (next !== undefined && !room.isAsking('grant_floor')) void this.giveFloor(next);
    },
    endTurn(): void {
      const now = turn();
      if (now !== undefined && !room.isAsking('end_turn')) void room.ask({ type: 'end_turn', turn: now });
    },
    extendTurn(seconds: number): void {
      const now = turn();
      if (now !== undefined) void room.ask({ type: 'extend_turn', turn: now, seconds });
    },
    equalise(): void {
      const now = turn();
      if (now !== undefined && !room.isAsking('equalise')) void room.ask({ type: 'equalise', turn: now });
    },
    undoGrant(): void {
      const now = turn();
      if (now !== undefined && !room.isAsking('undo_grant')) void room.ask({ type: 'undo_grant', turn: now });
    },
    skipUnanswered(): void {
      const now = turn();
      if (now !== undefined && !room.isAsking('skip_unanswered')) void room.ask({ type: 'skip_unanswered', turn: now });
    },
    startRound: (): void => void room.ask({ type: 'start_round', ...there() }),
    endRound: (): void => void room.ask({ type: 'end_round', ...there() }),
    startRoundEverywhere: (): void => void room.ask({ type: 'start_round' }),
    endRoundEverywhere: (): void => void room.ask({ type: 'end_round' }),

    startPhase(phase: string): void {
      if (!room.room || room.isAsking('start_phase')) return;
      const from = room.room.phase;       // absent: the evening has not begun
      void room.ask({ type: 'start_phase', phase, ...(from === undefined ? {} : { from }) });
    },
    startNextPhase(): void {
      const next = nextPhase(room.things);
      if (next) this.startPhase(next.id);
    },
    extendPhase(minutes: number): void {
      const phase = room.room?.phase;
      if (phase !== undefined) void room.ask({ type: 'extend_phase', phase, seconds: minutes * 60 });
    },
    revealCards(phase = room.room?.phase): void {
      if (phase !== undefined && !room.isAsking('reveal_cards')) void room.ask({ type: 'reveal_cards', phase });
    },
    pauseOrResume(): void {
      if (room.isAsking('pause_room', 'resume_room')) return;
      void room.ask({ type: room.room?.is_paused ? 'resume_room' : 'pause_room' });
    },
    freezeOrOpen(): void {
      void room.ask({ type: room.room?.joins_are_frozen ? 'open_joins' : 'freeze_joins' });
    },

    ...queueOf(room),
    ...careOf(room),
  };
}

// The table that is looked at; a table host's own one the server knows.
function tableLed(room: Room): { table?: number } {
  return room.isAtTables && room.tableLed !== null ? { table: room.tableLed } : {};
}

// Who waits, and where.
function queueOf(room: Room) {
  return {
    letAsk(seat: string): void {
      const now = room.floor?.speaker?.turn;
      if (now !== undefined && !room.isAsking('interpose')) void room.ask({ type: 'interpose', seat, turn: now });
    },
    moveHand(seat: string, behind: string | null, reason: MoveReason, revision: number): Promise<Answer> {
      return room.ask({ type: 'move_hand', seat, revision, reason, ...(behind === null ? {} : { behind }) });
    },
    lowerHand: (seat: string): Promise<Answer> => room.ask({ type: 'lower_hand', on_behalf_of: seat }),
    raiseHand: (seat: string): Promise<Answer> => room.ask({ type: 'request_floor', on_behalf_of: seat }),
    openQueue: (): void => void room.ask({ type: 'open_queue', ...tableLed(room) }),
    closeQueue: (): void => void room.ask({ type: 'close_queue', ...tableLed(room) }),
  };
}

// What concerns one person or one text.
function careOf(room: Room) {
  return {
    hide: (item: Item, reason: string): Promise<Answer> => room.ask({ type: 'hide_item', item, reason }),
    restore: (item: Item): Promise<Answer> => room.ask({ type: 'restore_item', item }),
    moveCard: (card: CardThing, column: string): Promise<Answer> =>
      room.ask({ type: 'move_card', card: card.id, column, from: card.column }),
    publishCard: (card: CardThing): Promise<Answer> =>
      room.ask({ type: 'publish_card', card: card.id, edition: card.edition ?? 0 }),
    returnCard: (card: CardThing, note: string): Promise<Answer> =>
      room.ask({ type: 'return_card', card: card.id, edition: card.edition ?? 0, note }),
    putInTheme: (card: CardThing, theme: string | null): Promise<Answer> => room.ask({
      type: 'put_in_theme', card: card.id, ...(theme === null ? {} : { theme }),
      ...(card.theme === undefined ? {} : { from: card.theme }),
    }),
    makeTheme: (column: string, title: string): Promise<Answer> => room.ask({ type: 'make_theme', column, title }),
    renameTheme: (theme: ThemeThing, title: string): Promise<Answer> =>
      room.ask({ type: 'rename_theme', theme: theme.id, title, revision: theme.revision }),
    mergeThemes: (theme: ThemeThing, into: string): Promise<Answer> =>
      room.ask({ type: 'merge_themes', theme: theme.id, into, revision: theme.revision }),
    undoMerge: (theme: string): Promise<Answer> => room.ask({ type: 'undo_merge', theme }),
    freezeOrOpenBoard: (phase: PhaseThing): void => void room.ask({
      type: phase.board_is_frozen ? 'open_board' : 'freeze_board', phase: phase.id,
    }),
    addGist: (of: string, gist: string): Promise<Answer> => room.ask({ type: 'add_gist', turn: of, gist }),
    remove: (seat: string, reason: string): Promise<Answer> => room.ask({ type: 'remove_seat', seat, reason }),
    assign: (seat: string, role: Role): Promise<Answer> => room.ask({ type: 'assign_role', seat, role }),
    clearTrouble: (seat: string): Promise<Answer> => room.ask({ type: 'clear_trouble', seat }),
    stretch: (seat: string, stretch: Stretch): Promise<Answer> => room.ask({ type: 'set_stretch', seat, stretch }),
    revoke: (device: string): Promise<Answer> => room.ask({ type: 'revoke_device', device }),
    close: (): Promise<Answer> => room.ask({ type: 'close_room' }),
  };
}
