import type { HallConfig } from './hall-config.ts';
import type { HallFault } from './hall-fault.ts';
import { bookingFaultRules } from './hall-booking-faults.ts';
import { counterRules } from './hall-counter-faults.ts';
import { deviceRules } from './hall-device-faults.ts';
import { hoursRules } from './hall-hours-faults.ts';
import { idRules } from './hall-id-faults.ts';
import { mediaRules } from './hall-media-faults.ts';
import { paperRules } from './hall-paper-faults.ts';
import { numberRules } from './hall-number-faults.ts';
import { serviceRules } from './hall-service-faults.ts';

const rules = [...idRules, ...numberRules, ...serviceRules, ...hoursRules, ...counterRules, ...deviceRules, ...mediaRules, ...paperRules, ...bookingFaultRules];

/**
 * Everything wrong with a hall that is well-formed, all at once. `damaged` names sections that are not even well-formed:
 * rules that read one of them are left out, and the rest of the hall is still checked.
 */
export const hallFaults = (hall: HallConfig, damaged: ReadonlySet<string> = new Set()): readonly HallFault[] =>
  rules.filter((rule) => !rule.reads.some((section) => damaged.has(section))).flatMap((rule) => rule.check(hall));
