// How long a text is, the way the server counts: signs as people see them, and bytes of UTF-8. Pure.

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

// Signs as people see them. Old browsers without a segmenter count code points, which is never less.
export function signsOf(text: string): number {
  if (typeof Intl !== 'undefined' && 'Segmenter' in Intl) {
    let count = 0;
    for (const _ of new Intl.Segmenter().segment(text)) count += 1;
    return count;
  }
  return [...text].length;
}
