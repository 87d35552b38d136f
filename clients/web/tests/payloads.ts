// Texts that try to become a program when a page takes them for markup (threat T8): own templates in own contexts, each
// with a number of its own, and the strings with markup in them from ../shared/data/strings when that folder is there.
// What gets through calls `xss`, opens a dialog, or breaks the policy; a text that is only shown does nothing.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const templates = [
  '<script>J</script>', '<img src=x onerror=J>', '<svg onload=J>', '<body onload=J>', '<details open ontoggle=J>',
  '<iframe srcdoc="<script>parent.J</script>">', '<a href="javascript:J" id=a>a</a>', '<input autofocus onfocus=J>',
  '<video><source onerror=J></video>', '<style onload=J>*{}</style>', '<object data="javascript:J">',
  '<embed src="javascript:J">', 'javascript:J', 'https://x.nl/" onfocus="J', '{@html "<b onclick=J>"}', '${J}{{J}}',
  '<form action="javascript:J"><button>b</button>', '<base href="//x.nl/J/">', '<svg><script>J</script></svg>',
  '<meta http-equiv=refresh content="0;url=javascript:J">', '<link rel=stylesheet href="//x.nl/J">',
  'data:text/html,<script>parent.J</script>', '<svg><animate onbegin=J attributeName=x dur=1s>',
  '<style>@import "//x.nl/J"</style>', '<template shadowrootmode=open><img src onerror=J>',
];
const contexts = [
  'P', '"P', "'P", '`P', '">P', "'>P", '"/>P', '</p>P', '</title>P', '</style>P', '</textarea>P', '</script>P', '-->P',
  '*/P', ']]>P', '\\"P', 'a P b', '&lt;P', '<b>P', '<!--P',
];

export function ownPayloads(): string[] {
  return contexts.flatMap((context, row) =>
    templates.map((template, at) =>
      context.replace('P', () => template.replaceAll('J', () => `xss(${row * templates.length + at})`))));
}

const shared = fileURLToPath(new URL('../../../../shared/data/strings/blns.part.json', import.meta.url));

export function sharedPayloads(): string[] {
  if (!existsSync(shared)) return [];
  const all = JSON.parse(readFileSync(shared, 'utf8')) as { s: string }[];
  return [...new Set(all.map(({ s }) => s).filter((text) => text.includes('<') && text.trim() === text))];
}
