import { expect, it } from 'vitest';
import { pause } from '../../../drivers/device/clock.ts';
import type { BusRound } from '../../support/board-bus.ts';
import { BoardHall } from '../../support/board-bus.ts';
import { HandClock } from '../hand-clock.ts';

it('32 boards on one line: the counter that called sees its number within 300 ms though all others wait, and all within 1.25 times what the line needs', async () => {
  const clock = new HandClock();
  const hall = new BoardHall(clock, (line) => line);
  await clock.until(hall.open());
  const rounds: BusRound[] = [];
  // The press comes at any moment of the frame that is on its way.
  for (let n = 1; n <= 24; n += 1) rounds.push(await clock.until(hall.round(n, n * 9, (ms) => pause(clock, ms))));
  await hall.close();
  for (const round of rounds) {
    expect(round.longestFrame).toBeLessThanOrEqual(80);
    expect(round.calledMs).toBeLessThanOrEqual(300);
    expect(round.allMs).toBeLessThanOrEqual(1.25 * round.limitMs);
    expect(round.limitMs).toBeGreaterThan(3_000);
  }
  expect(hall.line.collisions).toBe(0);
  expect(hall.line.shortestSilence).toBeGreaterThanOrEqual(4.9);
});
