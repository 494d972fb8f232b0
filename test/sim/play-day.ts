import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readConfig } from '../../server/config/config.ts';
import { greet } from '../../server/greeting.ts';
import { startFault } from '../../server/start-fault.ts';
import { summaryLines } from '../support/day-figures.ts';
import { playDay } from '../support/day-play.ts';

const usage = `npm run day -- [--seed S] [--speed N] [--minutes M] [--port P] [--day YYYY-MM-DD] [--free 1,2]

  --seed     一天的随机种子 / seed of the day (default 1)
  --speed    时钟快几倍，0.1 到 1000 / how many times as fast the clock runs, 0.1 to 1000 (default 1)
  --minutes  大厅里过多少分钟后停止 / stop after so many minutes of the hall
  --port     端口，默认 PORT 或 8080 / port, default PORT or 8080
  --day      哪一天，默认下一个工作日 / which day, default the next working day
  --free     空着给人试用的窗口 / counters left free for you (default 1,2)
`;
const hallFile = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'halls', 'demo-hours.yaml');

const stop = (words: readonly string[]): never => {
  process.stderr.write(`${words.join('\n')}\n`);
  process.exit(1);
};

const argumentsOf = () => {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ options: { seed: text, speed: text, minutes: text, port: text, day: text, free: text, help: { type: 'boolean' } } }).values;
  } catch (error) {
    return stop([error instanceof Error ? error.message : String(error), '', usage]);
  }
};

const numberIn = (faults: string[], name: string, given: string | undefined, otherwise: number, low: number, high: number): number => {
  const value = given === undefined ? otherwise : Number(given);
  if (given === '' || !Number.isFinite(value) || value < low || value > high) faults.push(`--${name} 须是 ${low} 到 ${high} 的数字 / must be a number from ${low} to ${high}, not "${given ?? ''}"`);
  return value;
};

const given = argumentsOf();
if (given.help === true) {
  process.stdout.write(usage);
  process.exit(0);
}
const faults: string[] = [];
const seed = numberIn(faults, 'seed', given.seed, 1, 0, 2 ** 32 - 1);
const speed = numberIn(faults, 'speed', given.speed, 1, 0.1, 1000);
const minutes = given.minutes === undefined ? null : numberIn(faults, 'minutes', given.minutes, 0, 0, 24 * 60);
if (given.day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(given.day)) faults.push(`--day 须是 2026-03-02 这样的日期 / must be a day like 2026-03-02, not "${given.day}"`);
const read = readConfig({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn', ...(given.port === undefined ? {} : { PORT: given.port }) });
if ('faults' in read) faults.push(...read.faults);
if (faults.length > 0 || 'faults' in read) stop(faults);
else {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const free = (given.free ?? '1,2').split(',').map((id) => id.trim()).filter((id) => id !== '');
  try {
    const report = await playDay({
      server: read.config, hallFile, seed, speed, day: given.day ?? null, minutes, free, interrupted,
      opened: (running) => process.stdout.write(`${greet(running.house, running.address)}  种子 seed ${seed} · 速度 speed ${speed} · 空窗口 free counters ${free.join(', ')}\n\n`),
      line: (line) => process.stdout.write(`${line}\n`),
    });
    process.stdout.write(`\n${summaryLines(report.figures, report.missedCalls).join('\n')}\n请求 requests ${report.requests} · 服务器错误 server errors ${report.faults.length}\n`);
    for (const fault of report.faults.slice(0, 20)) process.stderr.write(`${fault}\n`);
    process.exit(report.faults.length === 0 ? 0 : 1);
  } catch (error) {
    stop([startFault(error, read.config)]);
  }
}
