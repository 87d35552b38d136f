// Which pane of the room opens by itself, and which phase's board is worth showing. Decides no rule. Pure.
import type { PhaseThing } from '../../protocol.gen.ts';
import type { Store } from '../../store.ts';

export type Pane = 'talk' | 'write' | 'board';

// The running phase's columns, or else those of the last phase before it that had any; and when nothing stands there
// (a step back, or the evening is over), the last phase of all whose cards can be read.
export function boardPhase(store: Store): PhaseThing | null {
  const running = store.phase.get(store.room.get('room')?.phase ?? '');
  const withColumns = new Set([...store.column.values()].map((column) => column.phase));
  const all = [...store.phase.values()]
    .filter((phase) => withColumns.has(phase.id))
    .sort((a, b) => b.position - a.position);
  const found = all.find((phase) => !running || phase.position <= running.position) ?? null;
  if (found && hasCards(store, found)) return found;
  return all.find((phase) => hasCards(store, phase)) ?? found;
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
