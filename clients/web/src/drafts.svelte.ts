// Text that somebody is writing. Kept on this phone with every stroke, so that a reload, a lost line or an empty
// battery loses nothing; forgotten only when the server has it.
import { settings } from './settings.svelte.ts';

export class Draft {
  private written = $state('');
  private readonly key: string;

  // `what` names the sheet: "say", "card.<phase>", "edit.<card>".
  constructor(code: string, what: string) {
    this.key = `draft.${code}.${what}`;
    this.written = settings.shelf.get(this.key) ?? '';
  }

  get text(): string {
    return this.written;
  }

  set text(text: string) {
    this.written = text;
    if (text === '') settings.shelf.delete(this.key);
    else settings.shelf.set(this.key, text);
  }

  // Forgets what was sent, but not what was typed after it.
  sent(text: string): void {
    if (this.written === text) this.text = '';
  }
}
