// Writes src/icons.gen.ts: the outlines of the few Lucide icons that the pages use, each as one path.
// Run with `npm run icons` after adding a name to the list below. Lucide is ISC-licensed.
import { readFileSync, writeFileSync } from 'node:fs';

const wanted = [
  // one pictogram per kind of phase
  'door-open', 'moon-star', 'leaf', 'heart-handshake', 'footprints', 'rotate-cw', 'pencil-line', 'circle-dot', 'coffee',
  'messages-square', 'wheat', 'ear',
  // acts
  'hand', 'check', 'x', 'chevron-left', 'chevron-right', 'volume-2', 'volume-off', 'languages',
  'a-large-small', 'mic', 'pause', 'play', 'lock', 'lock-open', 'qr-code', 'printer', 'eye', 'eye-off', 'trash',
  'pencil', 'skip-forward', 'plus', 'user-plus', 'user-minus', 'circle-question-mark', 'triangle-alert',
  'columns-3', 'message-square', 'phone', 'send-horizontal', 'arrow-right', 'arrow-left', 'link', 'log-out', 'download',
  'settings', 'timer', 'list', 'keyboard', 'refresh-cw', 'save', 'copy',
  // places and people
  'house', 'users', 'user', 'map-pin', 'wifi', 'landmark', 'monitor',
] as const;

type Node = [string, Record<string, string>];
const source = new URL('../node_modules/lucide-static/icon-nodes.json', import.meta.url);
const nodes = JSON.parse(readFileSync(source, 'utf8')) as Record<string, Node[]>;

function outline([tag, at]: Node): string {
  const n = (name: string): number => Number(at[name] ?? 0);
  switch (tag) {
    case 'path':
      return fromTheOrigin(at['d'] ?? '');
    case 'line':
      return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`;
    case 'polyline':
      return `M${at['points']}`;
    case 'polygon':
      return `M${at['points']}z`;
    case 'circle':
      return ring(n('cx'), n('cy'), n('r'), n('r'));
    case 'ellipse':
      return ring(n('cx'), n('cy'), n('rx'), n('ry'));
    case 'rect':
      return box(n('x'), n('y'), n('width'), n('height'), Number(at['rx'] ?? at['ry'] ?? 0));
    default:
      throw new Error(`no outline known for <${tag}>`);
  }
}

// A path that begins with a small m begins at the origin only as long as it is the first; here it may follow another.
function fromTheOrigin(path: string): string {
  const number = '-?\\d*\\.?\\d+';
  const match = new RegExp(`^m\\s*(${number})[ ,]*(${number})[ ,]*`).exec(path);
  if (!match) return path;
  const rest = path.slice(match[0].length);
  return `M${match[1]} ${match[2]}${/^[-.\d]/.test(rest) ? 'l' : ''}${rest}`;
}

function ring(x: number, y: number, rx: number, ry: number): string {
  return `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
}

function box(x: number, y: number, w: number, h: number, r: number): string {
  if (r === 0) return `M${x} ${y}h${w}v${h}h${-w}z`;
  const corner = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${w - 2 * r}${corner(r, r)}v${h - 2 * r}${corner(-r, r)}h${2 * r - w}${corner(-r, -r)}v` +
    `${2 * r - h}${corner(r, -r)}z`;
}

const lines = [...wanted].sort().map((name) => {
  const found = nodes[name];
  if (!found) throw new Error(`Lucide has no icon ${name}`);
  return `  '${name}': '${found.map(outline).join('')}',`;
});
const place = new URL('../src/icons.gen.ts', import.meta.url);
writeFileSync(place, `// Made by scripts/icons.ts from Lucide (ISC licence). Do not edit.
export const icons = {
${lines.join('\n')}
} as const;
export type IconName = keyof typeof icons;
`);
