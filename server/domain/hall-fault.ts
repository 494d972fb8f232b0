import type { HallConfig, Text } from './hall-config.ts';
import { nearestName } from './nearest-name.ts';

export type HallFaultCode =
  | 'duplicate-id' | 'unknown-reference' | 'range-reversed' | 'ranges-overlap' | 'queue-without-counter' | 'queue-without-service'
  | 'service-needs-queue' | 'service-needs-message' | 'service-queue-not-allowed' | 'service-message-not-allowed'
  | 'walk-in-missing' | 'promise-shorter' | 'protected-not-bounded' | 'age-missing' | 'age-not-used'
  | 'hours-reversed' | 'hours-overlap' | 'day-not-real' | 'day-like-and-hours' | 'day-beyond-calendar'
  | 'roster-when' | 'roster-overlap' | 'clerk-twice' | 'clerk-role' | 'tile-unnamed' | 'tile-leads-nowhere'
  | 'display-place' | 'device-kind' | 'line-shared' | 'address-twice' | 'missed-number' | 'need-unmet' | 'grades-order' | 'sign-twice' | 'pin-twice' | 'nobody-administers'
  | 'profile-without-own-queue' | 'layout-without-zone' | 'not-a-display' | 'fallback-printer' | 'model-fault' | 'model-shipped' | 'connection-fault' | 'paper-part' | 'paper-slot' | 'paper-logo'
  | 'platform-missing' | 'service-not-bookable' | 'booked-twice' | 'slot-when' | 'slot-too-long' | 'slot-capacity' | 'window-reversed' | 'appointment-class-missing' | 'sms-body' | 'codes-need-messages' | 'message-slot';

export type FaultPath = readonly (string | number)[];
/** What is wrong, where in the document, in words for the person who wrote it. */
export interface HallFault { readonly path: FaultPath; readonly code: HallFaultCode; readonly text: Text }

/** One rule over a hall, and the sections it reads: it is left out while one of those is not even well-formed. */
export interface HallRule { readonly reads: readonly (keyof HallConfig)[]; readonly check: (hall: HallConfig) => readonly HallFault[] }

export const hallFault = (code: HallFaultCode, path: FaultPath, zh: string, en: string): HallFault =>
  ({ path, code, text: { 'zh-CN': zh, en } });

/** A name that must be the id of something; says what was probably meant. */
export const referenceFault = (path: FaultPath, what: Text, name: string, known: ReadonlySet<string>): readonly HallFault[] => {
  if (known.has(name)) return [];
  const near = nearestName(name, known);
  return [hallFault('unknown-reference', path,
    `没有名为“${name}”的${what['zh-CN']}${near === undefined ? '' : `，是不是“${near}”？`}`,
    `There is no ${what.en} “${name}”${near === undefined ? '' : `; did you mean “${near}”?`}`)];
};

export const idsOf = (items: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(items.map((item) => item.id));

export const nameOf = {
  zone: { 'zh-CN': '区域', en: 'zone' },
  department: { 'zh-CN': '部门', en: 'department' },
  queue: { 'zh-CN': '队列', en: 'queue' },
  service: { 'zh-CN': '事项', en: 'service' },
  matter: { 'zh-CN': '一件事', en: 'matter of life' },
  profile: { 'zh-CN': '窗口方案', en: 'profile' },
  counter: { 'zh-CN': '窗口', en: 'counter' },
  staff: { 'zh-CN': '工作人员', en: 'member of staff' },
  device: { 'zh-CN': '设备', en: 'device' },
  printer: { 'zh-CN': '打印机型号', en: 'printer model' },
  board: { 'zh-CN': '条屏型号', en: 'board model' },
  keypad: { 'zh-CN': '键盘型号', en: 'keypad model' },
  reader: { 'zh-CN': '读卡器型号', en: 'reader model' },
  need: { 'zh-CN': '服务需求', en: 'need' },
  bookingRules: { 'zh-CN': '预约规则', en: 'booking rules' },
} as const;
