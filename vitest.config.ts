import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

/** Files that mostly wait, for lines at their true speed or for a browser: begun last, they would leave one worker without work for minutes. */
const slow = ['agent/hardware-day', 'browser/kiosk-endures', 'agent/print-storm', 'browser/display.', 'browser/kiosk.', 'test/start.', 'http/kill-storm']

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (slow.findIndex((name) => moduleId.includes(name)) + slow.length + 1) % (slow.length + 1)
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

// Tests share one module registry per worker (isolate: false): state hidden in a module shows up as a failing test.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'node_modules/**'],
    isolate: false,
    // One more than the cores the suite is measured on: many tests wait for a browser or a line.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    // Long enough for a busy machine: a limit here only ends what hangs, it judges no speed.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 50 } },
    passWithNoTests: false,
  },
})
