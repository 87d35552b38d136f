// A script (list of phases) while a coordinator edits it: every change gives a new list. Ids stay empty for new phases
// and columns; the server fills them. Pure.
import {
  limits, type FloorMode, type PhasePlan, type RoundKind, type TablePlan, type WritingMode,
} from '../../protocol.gen.ts';

export function emptyPhase(title: string): PhasePlan {
  return {
    id: '', key: 'eigen', werkvorm: 'toelichting', title, instruction: '', minutes: 10, floor: 'closed',
    writing: 'none', turn_seconds: limits.turn_seconds_default, columns: [],
  };
}

export function withPhase(script: readonly PhasePlan[], phase: PhasePlan): PhasePlan[] {
  return script.length >= limits.phases_max ? [...script] : [...script, phase];
}

export function withoutPhase(script: readonly PhasePlan[], index: number): PhasePlan[] {
  return script.filter((_, at) => at !== index);
}

export function moved(script: readonly PhasePlan[], index: number, by: -1 | 1): PhasePlan[] {
  const target = index + by;
  const result = [...script];
  const phase = result[index];
  if (!phase || target < 0 || target >= script.length) return result;
  result.splice(index, 1);
  result.splice(target, 0, phase);
  return result;
}

export function changed(script: readonly PhasePlan[], index: number, change: Partial<PhasePlan>): PhasePlan[] {
  return script.map((phase, at) => (at === index ? { ...phase, ...change } : phase));
}

// A new way of talking or writing also names its werkvorm, so that the pages show the right picture.
export function withModes(phase: PhasePlan, floor: FloorMode, writing: WritingMode, firstColumn: string): PhasePlan {
  const werkvorm = floor === phase.floor && writing === phase.writing ? phase.werkvorm : werkvormOf(floor, writing);
  const columns =
    writing === 'none' ? [] : phase.columns.length > 0 ? phase.columns : [{ id: '', title: firstColumn }];
  // Where only the staff talk, there is nothing to say at tables.
  const target: Partial<PhasePlan> = floor === 'closed' && phase.target === 'table' ? { target: 'plenary' } : {};
  // A form belongs to a way of talking, and goes with it.
  const { chairs: _chairs, only_hands: _only, proposal: _proposal, says_back: _back, voice: _voice, ...plain } = phase;
  return { ...(floor === phase.floor ? phase : plain), floor, writing, werkvorm, columns, ...target };
}

// A check-in is called a rondje, a round in which people tell a praatronde.
export function withRound(phase: PhasePlan, round: RoundKind): PhasePlan {
  return { ...phase, round, werkvorm: round === 'check' ? 'rondje' : 'praatronde' };
}

// `none` takes the choice away. A way of sitting together also names its werkvorm.
export function withTables(phase: PhasePlan, key: string, value: string): PhasePlan {
  const tables = { ...phase.tables } as Record<string, string>;
  delete tables[key];
  if (value !== 'none') tables[key] = value;
  const named = key === 'grouping' ? { werkvorm: werkvormOfGroups(value, phase.werkvorm) } : {};
  return { ...phase, ...named, tables: tables as TablePlan };
}

function werkvormOfGroups(grouping: string, before: string): string {
  if (grouping === 'pairs' || grouping === 'fours') return 'een-twee-vier';
  return grouping === 'rotate' ? 'wereldcafe' : before;
}

// How the circle of a free talk is called, and what it is without.
export function withChairs(phase: PhasePlan, chairs: number): PhasePlan {
  const { chairs: _, ...plain } = phase;
  return chairs === 0 ? { ...plain, werkvorm: 'vrij-gesprek' } : { ...plain, chairs, werkvorm: 'vissenkom' };
}

// One form of its own at most: what is said back, a proposal, or the voice of who is not here.
export type Form = 'none' | 'says_back' | 'proposal' | 'voice';
export const forms: readonly Form[] = ['none', 'says_back', 'proposal', 'voice'];

export function formOf(phase: PhasePlan): Form {
  return phase.says_back ? 'says_back' : phase.proposal !== undefined ? 'proposal'
    : phase.voice !== undefined ? 'voice' : 'none';
}

export function withForm(phase: PhasePlan, form: Form, firstVoice: string): PhasePlan {
  const { says_back: _back, proposal: _proposal, voice: _voice, ...plain } = phase;
  if (form === 'says_back') return { ...plain, says_back: true, werkvorm: 'luisteren' };
  if (form === 'proposal') return { ...plain, proposal: '', werkvorm: 'consent', target: 'plenary' };
  if (form === 'voice') return { ...plain, voice: firstVoice, werkvorm: 'toekomststoel', target: 'plenary' };
  return { ...plain, werkvorm: werkvormOf(phase.floor, phase.writing) };
}

// A line that stayed empty is none.
export function asSent(phase: PhasePlan): PhasePlan {
  const { voice, ...plain } = phase;
  const sent = voice === undefined || voice.trim() === '' ? plain : phase;
  if (!sent.speaks_for) return sent;
  return { ...sent, speaks_for: sent.speaks_for.map((one) => one.trim()).filter((one) => one !== '') };
}

function werkvormOf(floor: FloorMode, writing: WritingMode): string {
  if (writing === 'silent') return 'stilschrijven';
  if (floor === 'round') return 'praatronde';
  if (floor === 'free') return 'vrij-gesprek';
  if (floor === 'open') return 'wachtrij';
  return writing === 'open' ? 'vrij-gesprek' : 'toelichting';
}

// Differs from what it began with; a script whose beginning is not known any more counts as somebody's own work.
export function isEdited(script: readonly PhasePlan[], begin: readonly PhasePlan[] | undefined): boolean {
  return script.length > 0 && JSON.stringify(script) !== JSON.stringify(begin);
}

export function minutesOf(script: readonly PhasePlan[]): number {
  return script.reduce((sum, phase) => sum + phase.minutes, 0);
}

// Number inputs give anything; the wire takes whole numbers between bounds.
export function wholeBetween(typed: number | null | undefined, min: number, max: number, otherwise: number): number {
  if (typed === null || typed === undefined || Number.isNaN(typed)) return otherwise;
  return Math.min(max, Math.max(min, Math.round(typed)));
}

export function isWholeBetween(typed: string, min: number, max: number): boolean {
  return /^\d+$/.test(typed) && Number(typed) >= min && Number(typed) <= max;
}

// What is still missing before the room can be made: the phase without a title, or writing without a column.
export type Missing = { what: 'phases' } | { what: 'title' | 'column' | 'column_title'; index: number };

export function missingIn(script: readonly PhasePlan[]): Missing | null {
  if (script.length === 0) return { what: 'phases' };
  for (const [index, phase] of script.entries()) {
    if (phase.title.trim() === '') return { what: 'title', index };
    if (phase.writing !== 'none' && phase.columns.length === 0) return { what: 'column', index };
    if (phase.columns.some((column) => column.title.trim() === '')) return { what: 'column_title', index };
  }
  return null;
}
