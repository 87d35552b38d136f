// The beginning of a text, where one line has to say which card is meant. Whole signs only. Pure.
const most = 48;

export function shortOf(text: string): string {
  const signs = [...text.replace(/\s+/g, ' ')];
  return signs.length <= most ? signs.join('') : `${signs.slice(0, most).join('').trimEnd()}…`;
}
