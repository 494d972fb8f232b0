import { pause, systemClock } from '../../drivers/device/clock.ts';
import { serialTransport } from '../../drivers/transport/serial.ts';
import type { BusRound } from '../support/board-bus.ts';
import { baud, boardCount, BoardHall } from '../support/board-bus.ts';
import { openFarPort, plugLine } from '../support/port-line.ts';
import { openPtyPair } from '../support/pty-pair.ts';

/** `npx tsx test/bench/board-bus.ts`: 32 simulated boards behind a pseudo-terminal, at the pace of a real line and in real time. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const ms = (value: number): string => `${value.toFixed(0)} ms`;
const rounds = 5;

const { a, b, close } = await openPtyPair();
const port = await openFarPort(b);
const hall = new BoardHall(systemClock, (line) => {
  void plugLine(line, port);
  return serialTransport({ kind: 'serial', path: a, baud, bits: 8, parity: 'none', stop: 1, flow: 'none' }, systemClock);
});
await hall.open();
const measured: BusRound[] = [];
for (let n = 1; n <= rounds; n += 1) {
  const round = await hall.round(n, 20 + n * 23, (wait) => pause(systemClock, wait));
  measured.push(round);
  say(`round ${n}: called board shows it after ${ms(round.calledMs)}, confirmed after ${ms(round.confirmedMs)}; all ${boardCount} after ${ms(round.allMs)}, the wire alone needs ${ms(round.limitMs)} (${(round.allMs / round.limitMs).toFixed(2)} times)`);
}
const worst = (of: (round: BusRound) => number): number => Math.max(...measured.map(of));
const called = worst(({ calledMs }) => calledMs);
const ratio = worst(({ allMs, limitMs }) => allMs / limitMs);
say(`${boardCount} boards at ${baud} baud, frames of at most ${worst(({ longestFrame }) => longestFrame)} bytes, ${hall.line.collisions} collisions, least silence ${ms(hall.line.shortestSilence)}`);
say(`worst: called board ${ms(called)} (at most 300 ms: ${called <= 300 ? 'yes' : 'no'}); all boards ${ratio.toFixed(2)} times the wire (at most 1.25: ${ratio <= 1.25 ? 'yes' : 'no'})`);
await hall.close();
await new Promise<void>((resolve) => { port.close(() => resolve()); });
await close();
