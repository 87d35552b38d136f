// Which pane of the room opens by itself, and which phase's board is worth showing. Decides no rule. Pure.
import type { PhaseThing } from '../../protocol.gen.ts';
import type { Store } from '../../store.ts';

export type Pane = 'talk' | 'write' | 'board';

// The running phase's columns, or else those of the last phase before it that had any.
export function boardPhase(store: Store): PhaseThing | null {
  const running = store.phase.get(store.room.get('room')?.phase ?? '');
  const withColumns = new Set([...store.column.values()].map((column) => column.phase));
  const found = [...store.phase.values()]
    .filter((phase) => withColumns.has(phase.id) && (!running || phase.position <= running.position))
    .sort((a, b) => b.position - a.position);
  return found[0] ?? null;
}

export function hasCards(store: Store, phase: PhaseThing): boolean {
  const columns = new Set([...store.column.values()].filter((one) => one.phase === phase.id).map((one) => one.id));
  return [...store.card.values()].some((card) => columns.has(card.column));
}

export function firstPane(phase: PhaseThing | null, boardHasCards: boolean): Pane {
  if (!phase) return 'talk';
  if (phase.writing === 'silent' && !phase.is_revealed) return 'write';
  if (phase.writing === 'open' && phase.floor === 'closed') return 'write';
  if (phase.floor === 'closed' && boardHasCards) return 'board';
  return phase.is_revealed && boardHasCards ? 'board' : 'talk';
}
