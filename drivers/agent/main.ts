import { parseArgs } from 'node:util';
import { systemClock } from '../device/clock.ts';
import { SimulatedHall } from '../sim/simulated-hall.ts';
import { AgentRefused, runAgent } from './agent-program.ts';

/** `npm run agent -- --server URL --pair CODE [--device ID] [--data DIR] [--simulate]`: the devices of a hall, on a computer of their own. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  const { values } = parseArgs({ options: { server: { type: 'string' }, pair: { type: 'string' }, device: { type: 'string' }, data: { type: 'string', default: './agent-data' }, simulate: { type: 'boolean', default: false } } });
  const { device, close } = await runAgent({
    server: values.server ?? null, pair: values.pair ?? null, device: values.device ?? null, dataDir: values.data,
    simulators: values.simulate ? new SimulatedHall(systemClock) : null, say,
  });
  say(`设备电脑 ${device} 已启动。 / Device computer ${device} is running.`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void close().then(() => process.exit(0), () => process.exit(0)));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  process.stderr.write(`${error instanceof AgentRefused || 'code' in error ? error.message : (error.stack ?? error.message)}\n`);
  process.exit(1);
}
