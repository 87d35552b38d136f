// What a coordinator wrote in "listen here": a call link or a phone number among words. Only https: and tel: become
// links, and they show the very text that was written. Pure.

export interface Piece {
  text: string;
  href: string | null;
}

const candidate = /https:\/\/[^\s<>"']+|tel:\+?[\d ()-]{5,25}|\+?\d[\d ()-]{7,24}\d/g;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(candidate)) {
    const href = addressOf(match[0]);
    if (!href) continue;
    if (match.index > at) found.push({ text: text.slice(at, match.index), href: null });
    found.push({ text: match[0], href });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), href: null });
  return found;
}

function addressOf(written: string): string | null {
  if (!written.startsWith('https:')) {
    const number = written.replace(/[^\d+]/g, '');
    return number.length >= 8 ? `tel:${number}` : null;
  }
  try {
    const url = new URL(written);
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;
  } catch {
    return null;
  }
}
