import { defineConfig } from 'vitest/config'

// Tests share one module registry per worker (isolate: false): state hidden in a module shows up as a failing test.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'node_modules/**'],
    isolate: false,
    maxWorkers: 2,
    // Long enough for a busy machine: a limit here only ends what hangs, it judges no speed.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 50 } },
    passWithNoTests: false,
  },
})
