// The phone's first load as the server sends it: Brotli over https and on localhost, gzip over plain http, where
// browsers take no Brotli. Counts everything that a resident's first page fetches as JavaScript (architecture 13 sets
// the limit; gzip keeps to it as well) and prints what the page and its style add. Fails above the limit, and when a
// page would need something that the server's Content-Security-Policy forbids. Run after `npm run build`.
import { readdirSync, readFileSync, statSync } from 'node:fs';

const limits = { br: 60_000, gz: 60_000 };
const dist = new URL('../dist/', import.meta.url);
interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}
const manifest = JSON.parse(readFileSync(new URL('manifest.json', dist), 'utf8')) as Record<string, Chunk>;

// Entry, the resident's screen with its inside, and the Dutch words: all of it before the first tap.
const first = ['index.html', 'src/screens/room/index.ts', 'src/screens/room/Inside.svelte', 'src/words/nl/shared.ts',
  'src/words/nl/resident.ts'];
const files = new Set<string>(['old-browser.js', 'index.html']);

function gather(name: string): void {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`the build has no ${name}`);
  if (files.has(chunk.file)) return;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
  for (const next of chunk.imports ?? []) gather(next);
}
first.forEach(gather);

const faults: string[] = [];
for (const end of ['br', 'gz'] as const) {
  const sizeOf = (name: string): number => statSync(new URL(`${name}.${end}`, dist)).size;
  const sum = (names: string[]): number => names.reduce((total, name) => total + sizeOf(name), 0);
  const all = [...files];
  const script = sum(all.filter((name) => name.endsWith('.js')));
  console.log(`${end}: ${script} bytes of JavaScript, at most ${limits[end]}; ${sum(all)} with page and style`);
  if (script > limits[end]) faults.push(`${end}: the first load is ${script - limits[end]} bytes too big`);
}
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(css|html)$/.test(file)) continue;
  const text = readFileSync(new URL(file, dist), 'utf8');
  if (/data:|url\(['"]?https?:/.test(text)) faults.push(`${file} holds a data: or foreign address`);
  if (/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/.test(text)) faults.push(`${file} holds inline script or style`);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
