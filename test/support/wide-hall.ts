import type { CounterId, DeviceId, QueueId, StaffNumber } from '../../server/domain/brands.ts';
import type { HallConfig, StaffConfig } from '../../server/domain/hall-config.ts';
import { tinyHall } from './tiny-hall.ts';

const supervisor: StaffConfig = { number: '6001' as StaffNumber, name: { 'zh-CN': '督查员', en: 'Supervisor' }, roles: ['supervisor'], demoPin: '246810' };

const hotline: StaffConfig = { number: '3001' as StaffNumber, name: { 'zh-CN': '热线员', en: 'Hotline' }, roles: ['hotline'], demoPin: '246810' };

/** The tiny hall with a supervisor (6001) and a hotline operator (3001); every role of the contract has somebody. */
export const staffedHall = (overrides: Partial<HallConfig> = {}): HallConfig => {
  const hall = tinyHall();
  return { ...hall, staff: [...hall.staff, supervisor, hotline], ...overrides };
};

/** Clerk `n`, counted from 1, sits at counter `n`. */
export const clerkOf = (n: number): string => String(1000 + n);

/**
 * The tiny hall with so many counters in the east that all call the queue `general` and help the others out, each with a clerk of its own (1001 at counter
 * 1, and so on), and so many kiosks (`kiosk-1` ...), the first of which has the printer.
 */
export const wideHall = (counters: number, kiosks = 1): HallConfig => {
  const hall = staffedHall();
  const first = hall.counters[0];
  if (first === undefined) throw new Error('the tiny hall has no counter');
  const numbers = Array.from({ length: counters }, (_, i) => i + 1);
  return {
    ...hall,
    queues: hall.queues.map((queue) => ({ ...queue, to: 99_999 })),
    counters: numbers.map((n) => ({ id: String(n) as CounterId, label: { 'zh-CN': `${n}号窗口`, en: `Counter ${n}` }, spoken: String(n), zone: first.zone, profile: 'general', ...(n === 1 ? { equipment: ['low-desk'] } : {}) })),
    profiles: hall.profiles.map((p) => (p.id === 'general' ? { ...p, queues: [...p.queues, { queue: 'social' as QueueId, offset: 5 }] } : p)),
    staff: [
      ...numbers.map((n): StaffConfig => ({ number: clerkOf(n) as StaffNumber, name: { 'zh-CN': `员工${n}`, en: `Clerk ${n}` }, roles: ['clerk'], demoPin: '246810' })),
      ...hall.staff.filter((s) => !s.roles.includes('clerk')),
    ],
    devices: [
      ...hall.devices,
      ...Array.from({ length: kiosks - 1 }, (_, i) => ({ id: `kiosk-${i + 2}` as DeviceId, kind: 'kiosk' as const, name: { 'zh-CN': `取号机${i + 2}`, en: `Kiosk ${i + 2}` } })),
    ],
  };
};
