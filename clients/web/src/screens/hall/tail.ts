// The end of a long text, cut at a word: on the hall screen the newest words count. Pure.
export function tail(text: string, signs: number): string {
  const all = [...text];
  if (all.length <= signs) return text;
  const end = all.slice(-signs).join('');
  const space = end.search(/\s/);
  return `… ${space >= 0 && space < signs / 2 ? end.slice(space + 1) : end}`;
}
