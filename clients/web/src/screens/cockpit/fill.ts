// Puts values into a sentence: fill('Nog {clock}', { clock: '2:05' }). Sentences stay whole, so that a translator sees
// the words around the value. A name that is missing stays visible, which a test would find. Pure.
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
