// Browser tests: the built program in real Chromium, several people at once. One file after the other, because each
// starts its own server and browser and a small machine has two cores. Run: `./dev e2e`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a page shows in the end is waited for as patiently as Playwright waits for a place on it.
    expect: { poll: { timeout: 30_000 } },
  },
});
