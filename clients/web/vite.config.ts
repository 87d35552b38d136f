// How the pages are built: for Safari 15 and Chrome 90, with nothing inlined, because the server's
// Content-Security-Policy allows neither inline styles nor data: addresses. Beside each file that packs well stand its
// .br and .gz, which the server sends to who takes them (server/net/static_files.hpp). The gzip is Debian's zopfli: the
// same format, a twenty-fifth smaller than zlib's best, and a phone in a hall without TLS gets no other.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['PLEKBERAAD_SERVER'] ?? 'http://127.0.0.1:8080';

const dist = new URL('dist/', import.meta.url);

const parts = 'Button|Field|Icon|LineMark|Page|RingClock|SideMark|side|Tools';
const common = new RegExp(`/src/(parts/(${parts})|icons\\.gen|room\\.svelte|keep_awake)`);

function pack(): Plugin {
  return {
    name: 'pack',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(html|js|css|svg|json|webmanifest)$/.test(name)) continue;
        const file = new URL(name, dist);
        const plain = readFileSync(file);
        const br = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        const gz = execFileSync('zopfli', ['--i5', '-c', fileURLToPath(file)]);
        for (const [end, packed] of [['br', br], ['gz', gz]] as const) {
          if (packed.length < plain.length) writeFileSync(new URL(`${name}.${end}`, dist), packed);
        }
      }
    },
  };
}

export default defineConfig({
  plugins: [svelte({ preprocess: vitePreprocess(), compilerOptions: { css: 'external', runes: true } }), pack()],
  build: {
    target: ['safari15', 'chrome90'],
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    reportCompressedSize: false,
    // What every room page needs, in one piece: fewer requests, and it packs better than seven small files.
    rolldownOptions: {
      // Svelte's reactive Date, Set and URL, which no page uses, stand beside the Map that they do use.
      treeshake: { moduleSideEffects: (id) => !/svelte\/src\/reactivity\/(date|set|url)/.test(id) },
      output: { codeSplitting: { groups: [{ name: 'common', test: common }] } },
    },
  },
  server: { proxy: { '/api': server, '/ws': { target: server, ws: true } } },
});
