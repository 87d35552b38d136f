// Words for what an HTTP call answered: the staff's own sentence, else the sentence of the refusal, else "try again".
import { words } from '../../words/index.svelte.ts';

export function errorText(error: string): string {
  const own = words.staff as unknown as Record<string, string | undefined>;
  const refusals = words.refusals as unknown as Record<string, unknown>;
  const refusal = refusals[error];
  return own[`error_${error}`] ?? (typeof refusal === 'string' ? refusal : undefined) ?? words.staff.error_other;
}
