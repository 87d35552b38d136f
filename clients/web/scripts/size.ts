// The phone's first load: everything a resident's first page fetches as JavaScript, compressed. Fails above the limit
// (architecture 13), and when a page would need something that the server's Content-Security-Policy forbids.
// Run after `npm run build`.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 60_000;
const dist = new URL('../dist/', import.meta.url);
interface Chunk {
  file: string;
  imports?: string[];
}
const manifest = JSON.parse(readFileSync(new URL('manifest.json', dist), 'utf8')) as Record<string, Chunk>;

// Entry, the resident's screen with its inside, and the Dutch words: all of it before the first tap.
const first = ['index.html', 'src/screens/room/index.ts', 'src/screens/room/Inside.svelte', 'src/words/nl/shared.ts',
  'src/words/nl/resident.ts', 'src/words/nl/refusals.ts'];
const files = new Set<string>(['old-browser.js']);

function gather(name: string): void {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`the build has no ${name}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const next of chunk.imports ?? []) gather(next);
}
first.forEach(gather);

let total = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  total += size;
  console.log(`${String(size).padStart(7)}  ${file}`);
}
console.log(`${String(total).padStart(7)}  first load of the phone; the limit is ${limit}`);

const faults: string[] = [];
if (total > limit) faults.push(`the first load is ${total - limit} bytes too big`);
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(css|html)$/.test(file)) continue;
  const text = readFileSync(new URL(file, dist), 'utf8');
  if (/data:|url\(['"]?https?:/.test(text)) faults.push(`${file} holds a data: or foreign address`);
  if (/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/.test(text)) faults.push(`${file} holds inline script or style`);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
