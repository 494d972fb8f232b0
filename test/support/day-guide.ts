import type { Client } from '../../contract/client.ts';
import type { DayClock } from './day-clock.ts';
import type { HallEngine } from '../../server/engine/hall-engine.ts';
import { exponential, pick } from './day-random.ts';
import type { Chance } from './sim-chance.ts';

const minuteMs = 60_000;

/** Somebody at a kiosk can't find what they came for, presses 请人帮忙, and the guide comes. Until the day ends: rejects with DayOver. */
export const askForHelp = async (hall: string, engine: HallEngine, clock: DayClock, kiosks: readonly Client[], guide: Client, closing: number, chance: Chance): Promise<void> => {
  for (;;) {
    await clock.sleep(exponential(chance, 12) * minuteMs);
    if (clock.now() > closing) return;
    await pick(chance, kiosks).post(`${hall}/help`);
    await clock.sleep(chance.between(0.5, 2.5) * minuteMs);
    // A person at the real guide's page may have been quicker.
    for (const help of engine.hall.helps.values()) if (help.acknowledgedAt === null) await guide.post(`${hall}/help/${help.id}/acknowledge`);
  }
};
