import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Three projects that share the workers: everything that is quick, the stories told in a real Chromium, and real processes that are stopped
// and killed. The time limits are for a slow and busy machine.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    // A test of the browser or of a process waits for others half of its time.
    maxWorkers: availableParallelism() + 1,
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', 'test/faults/**'],
          // The files of a worker share what is loaded: to load the product costs more than most of them.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'faults', include: ['test/faults/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/set-up.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
