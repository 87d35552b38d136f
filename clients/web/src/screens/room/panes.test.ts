// Which board a phone shows: the running phase's, or the last one that can be read.
import { describe, expect, it } from 'vitest';
import type { Thing } from '../../protocol.gen.ts';
import { change, makeStore, type Store } from '../../store.ts';
import { boardPhase } from './panes.ts';

const phase = (id: string, position: number): Thing => ({
  type: 'phase', id, position, key: id, werkvorm: '', title: id, instruction: '', minutes: 5, floor: 'open',
  writing: 'open', order: 'arrival', round: 'talking', speaks_for: [], turn_seconds: 60, is_revealed: false,
});
const column = (id: string, of: string): Thing => ({ type: 'column', id, phase: of, position: 0, title: id });
const card = (id: string, of: string): Thing => ({
  type: 'card', id, column: of, position: 1, text: id, is_erased: false, is_corrected: false,
});
const room = (running: string): Thing => ({
  type: 'room', id: 'room', code: 'abcd2345', library: '', place: '', question: '', listen_here: '', is_closed: false,
  is_paused: false, joins_are_frozen: false, phase: running, phase_started_at: 0, phase_ends_at: 0,
});

function storeOf(...changed: Thing[]): Store {
  const store = makeStore();
  change(store, { changed, removed: [] });
  return store;
}

describe('the board that is shown', () => {
  const script = [phase('talk', 0), phase('write', 1), phase('harvest', 2), column('dreams', 'write')];

  it('is the running phase\'s own, also when it is still empty', () => {
    expect(boardPhase(storeOf(room('write'), ...script))?.id).toBe('write');
  });
  it('stays when the room goes on', () => {
    expect(boardPhase(storeOf(room('harvest'), ...script, card('tree', 'dreams')))?.id).toBe('write');
  });
  it('can still be read after a step back', () => {
    expect(boardPhase(storeOf(room('talk'), ...script, card('tree', 'dreams')))?.id).toBe('write');
  });
  it('gives way to cards elsewhere when the phase gone back to has none', () => {
    const more = [...script, column('early', 'talk')];
    expect(boardPhase(storeOf(room('talk'), ...more, card('tree', 'dreams')))?.id).toBe('write');
  });
  it('is none while there is nothing to read', () => {
    expect(boardPhase(storeOf(room('talk'), ...script))).toBeNull();
  });
});
