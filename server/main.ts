import { setFlagsFromString } from 'node:v8';
import { configFromEnvironment } from './config/env.ts';
import { processClock } from './engine/process-clock.ts';
import { greet } from './greeting.ts';
import { serve } from './serve.ts';
import { startFault } from './start-fault.ts';

// A full collection of garbage makes everybody in the hall wait: it comes when memory has grown to five times what is in use, not to twice.
setFlagsFromString('--heap-growing-percent=400');
const config = configFromEnvironment();
/** An orderly stop takes at most so long; then what is left is cut off, and nothing acknowledged is lost by that. */
const stopWithinMs = 4_000;

try {
  const running = await serve(config, processClock);
  process.stdout.write(greet(running.house, running.address));
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), stopWithinMs).unref();
    running.stop().then(() => process.exit(0), () => process.exit(0));
  };
  // It often comes twice: whoever stops a service tells all its processes, and the one that started this one passes it on.
  process.on('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  process.stderr.write(`${startFault(error, config)}\n`);
  process.exit(1);
}
