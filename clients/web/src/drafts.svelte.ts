// Text that somebody is writing. Kept on this phone with every stroke, so that a reload, a lost line or an empty
// battery loses nothing. When it is sent, the text goes along with the command, which is kept until the answer
// (asks.ts); when the answer is no, the text comes back to its sheet.
import type { Command } from './protocol.gen.ts';
import { settings } from './settings.svelte.ts';
import type { Store } from './store.ts';

export class Draft {
  private written = $state('');

  constructor(private readonly key: string) {
    this.written = settings.shelf.get(key) ?? '';
  }

  get text(): string {
    return this.written;
  }

  set text(text: string) {
    this.written = text;
    if (text === '') settings.shelf.delete(this.key);
    else settings.shelf.set(this.key, text);
  }

  // Empties the sheet and gives what stood there.
  take(): string {
    const text = this.text.trim();
    this.text = '';
    return text;
  }

  giveBack(text: string): void {
    if (this.text.trim() !== text) this.text = this.text === '' ? text : `${text}\n${this.text}`;
  }
}

const drafts = new Map<string, Draft>();

// One sheet per room and purpose: "name", "say", "card.PHASE", "edit.CARD".
export function draftOf(code: string, what: string): Draft {
  const key = `draft.${code}.${what}`;
  let draft = drafts.get(key);
  if (!draft) drafts.set(key, (draft = new Draft(key)));
  return draft;
}

// Every sheet of this room, also those that no page has open.
export function dropDrafts(code: string): void {
  const prefix = `draft.${code}.`;
  for (const [key, draft] of drafts) if (key.startsWith(prefix)) draft.text = '';
  for (const key of settings.shelf.keys(prefix)) settings.shelf.delete(key);
}

// The server said no: nobody has to type it again. What was entered for somebody else belongs on no sheet of one's own.
export function giveBack(code: string, body: Command, store: Store): void {
  if ('on_behalf_of' in body) return;
  if (body.type === 'say') draftOf(code, 'say').giveBack(body.words);
  if (body.type === 'edit_card') draftOf(code, `edit.${body.card}`).giveBack(body.text);
  const phase = body.type === 'post_card' && store.column.get(body.column)?.phase;
  if (body.type !== 'post_card' || !phase) return;
  draftOf(code, `card.${phase}`).giveBack(body.text);
  if (body.builds_on !== undefined) draftOf(code, `onto.${phase}`).text = body.builds_on;
  if (body.is_private) draftOf(code, `private.${phase}`).text = '1';
}
