// How the pages are built: for Safari 15 and Chrome 90, with nothing inlined, because the server's
// Content-Security-Policy allows neither inline styles nor data: addresses.
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const server = process.env['PLEKBERAAD_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte({ preprocess: vitePreprocess(), compilerOptions: { css: 'external', runes: true } })],
  build: {
    target: ['safari15', 'chrome90'],
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': server, '/ws': { target: server, ws: true } } },
});
