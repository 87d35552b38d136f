// Keys of the cockpit (guide: look). They work only while nobody types and no button has the focus that the key would
// press anyway; with a modifier they belong to the browser. Pure but for looking at the event.
export type KeyAct = 'next_phase' | 'give_floor' | 'pause' | 'done' | 'help' | 'escape';

const acts: Readonly<Record<string, KeyAct>> = {
  ' ': 'next_phase', g: 'give_floor', p: 'pause', k: 'done', '?': 'help', Escape: 'escape',
};

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  target: { tagName?: string; isContentEditable?: boolean } | null;
}

export function keyAct(pressed: Pressed): KeyAct | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat) return null;
  const act = acts[pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key] ?? null;
  if (act === 'escape') return act;
  const tag = pressed.target?.tagName?.toUpperCase() ?? '';
  if (pressed.target?.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(tag)) return null;
  // The space bar presses the button or opens the line that has the focus; that must not also start a phase.
  if (pressed.key === ' ' && ['BUTTON', 'A', 'SUMMARY'].includes(tag)) return null;
  return act;
}
