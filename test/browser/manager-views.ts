import type { ManagerView } from '../../contract/live-events.ts';
import { catalogue, person, tenTwentyFour } from './counter-views.ts';

const minute = 60_000;
const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const queue = (id: string, waiting: number, longest: number, counters: number, serving: string | null) => ({ id, name: catalogue.queues.find((one) => one.id === id)?.name ?? both(id, id), zone: 'a', waiting, longest, counters, serving });
const counterStates = ['serving', 'serving', 'called', 'open', 'paused', 'closed', 'serving'] as const;

export const calm: ManagerView = {
  kind: 'manager', seq: 9, now: tenTwentyFour, hallName: both('云溪县政务服务中心', 'Yunxi County Service Centre'), alarms: [], help: [],
  queues: [queue('insurance', 13, 34, 6, 'A012'), queue('property', 5, 22, 4, 'B205'), queue('business', 0, 0, 3, 'C031'), queue('any', 41, 18, 8, 'D118'), queue('collect', 2, 3, 1, 'L044')],
  counters: catalogue.counters.map((counter, at) => {
    const state = counterStates[at % 7] ?? 'closed';
    const busy = state === 'serving' || state === 'called';
    return { id: counter.id, label: counter.label, zone: 'a', state, clerk: state === 'closed' ? null : both('王敏', 'Wang Min'), number: busy ? `${'ABC'[at % 3]}0${10 + at}` : null, since: state === 'closed' ? null : tenTwentyFour - (3 + at) * minute, missing: state === 'closed' && at < 7 ? { clerk: both('李伟', 'Li Wei'), since: tenTwentyFour - 84 * minute } : null };
  }),
  absent: [], held: [],
  printers: [{ id: 'p1', name: both('东门取号机打印机', 'Printer of the east kiosk'), state: 'ok', fault: null }, { id: 'p2', name: both('西门取号机打印机', 'Printer of the west kiosk'), state: 'ok', fault: null }],
  unprinted: [], doubts: [], suspensions: [], today: { issued: 412, served: 327, waiting: 61, unspoken: 4 },
};
export const busy: ManagerView = {
  ...calm,
  alarms: [
    { kind: 'nobody-may-call', about: 'collect', name: both('领证', 'Collecting results'), since: tenTwentyFour - 6 * minute, count: 2 },
    { kind: 'no-speaker', about: 'b', name: both('B区', 'Zone B'), since: null, count: 0 },
    { kind: 'printer', about: 'p2', name: both('西门取号机打印机', 'Printer of the west kiosk'), since: tenTwentyFour - 2 * minute, count: 0 },
    { kind: 'long-service', about: '12', name: both('12号窗口', 'Counter 12'), since: tenTwentyFour - 41 * minute, count: 41 },
  ],
  help: [
    { id: 'h1', device: 'k1', name: both('东门取号机', 'East kiosk'), askedAt: tenTwentyFour - 2 * minute, acknowledged: false },
    { id: 'h2', device: 'k2', name: both('西门取号机', 'West kiosk'), askedAt: tenTwentyFour - 5 * minute, acknowledged: true },
  ],
  absent: [person('A005', 'late', 41), person('B201', 'late', 44)],
  printers: [{ ...calm.printers[0], id: 'p1', name: both('东门取号机打印机', 'Printer of the east kiosk'), state: 'ok', fault: null }, { id: 'p2', name: both('西门取号机打印机', 'Printer of the west kiosk'), state: 'fault', fault: 'paper-out' }],
  doubts: [{ serviceId: 'medical-enrol', name: both('城乡居民医保参保登记', 'Join the medical insurance'), count: 3 }],
  unprinted: [{ ticketId: 't-A044', number: 'A044', state: 'not-printed', fault: 'paper-out' }, { ticketId: 't-A045', number: 'A045', state: 'unknown', fault: null }],
  suspensions: [{ id: 's1', scope: both('医保局', 'Medical insurance'), reason: both('业务系统故障', 'The business system is down'), expectedBack: tenTwentyFour + 36 * minute }],
};
const member = (role: 'guide' | 'manager' | 'supervisor', number: string, zh: string, en: string) => ({ roles: [role], halls: ['demo'], staff: { number, name: both(zh, en) }, staffRights: [] });
export const guide = member('guide', '2001', '李芳', 'Li Fang');
export const manager = member('manager', '4001', '陈建国', 'Chen Jianguo');
export const supervisor = member('supervisor', '6001', '赵静', 'Zhao Jing');

export const devices = [
  { id: 'agent-1', kind: 'agent', name: both('设备代理', 'Device agent'), zone: null, counter: null, needsCode: false },
  { id: 'kiosk-1', kind: 'kiosk', name: both('东门取号机', 'East kiosk'), zone: 'a', counter: null, needsCode: true },
  { id: 'kiosk-2', kind: 'kiosk', name: both('西门取号机', 'West kiosk'), zone: null, counter: null, needsCode: true },
  { id: 'display-a', kind: 'display', name: both('A区大屏', 'Screen of zone A'), zone: 'a', counter: null, needsCode: true },
  { id: 'screen-3', kind: 'display', name: both('3号窗口屏', 'Visitor screen of counter 3'), zone: null, counter: '3', needsCode: true },
];

export const pairings = [
  { id: 'aaaaaaaaaaaaaaaa', kind: 'kiosk', device: 'kiosk-2', counter: null, pairedAt: '2026-03-02T10:02:00+08:00' },
  { id: 'bbbbbbbbbbbbbbbb', kind: 'display', device: null, counter: '3', pairedAt: '2026-02-27T08:15:00+08:00' },
  { id: 'cccccccccccccccc', kind: 'display', device: null, counter: null, pairedAt: null },
];

export const startAnswer = {
  hall: 'demo', name: calm.hallName,
  links: [
    { path: '/kiosk?pair=demo-kiosk', name: both('取号机', 'Kiosk'), about: both('群众在这里取号、签到、请人帮忙。', 'Visitors take a number, check in or ask for help.') },
    { path: '/display?zone=A&pair=demo-display', name: both('A区大屏', 'Screen of zone A'), about: both('显示并播报叫号。', 'Shows and speaks the calls.') },
    { path: '/counter', name: both('窗口', 'Counter'), about: both('工作人员叫号、办理。', 'Clerks call and serve.'), demo: { staffNumber: '1003', pin: '246810' } },
    { path: '/admin', name: both('导办与管理', 'Guide and manager'), about: both('代取号、处理报警、看全厅、结束一天。', 'Issue for somebody, answer alarms, see the hall, end the day.'), demo: { staffNumber: '4001', pin: '246810' } },
    { path: '/simulators', name: both('模拟设备', 'Simulated devices'), about: both('看打印出来的号票，模拟缺纸。', 'See the printed tickets, let the paper run out.') },
  ],
};
export const foundTicket = {
  id: 't-A013', number: 'A013', state: 'waiting', issuedAt: '2026-03-02T10:12:00+08:00', ahead: 3, booked: null, promise: 30, counters: [], estimate: { minutes: 14, low: 8, high: 21 }, counter: null,
  legs: [{ id: 'l-A013', serviceId: 'medical-enrol', queueId: 'insurance', state: 'waiting' }], class: 'walk-in', cases: 1, url: null, print: { job: 'j', state: 'printed', elsewhere: null },
};
export const whyAnswer = {
  number: 'A013',
  calls: [{ legId: 'l-A013', at: '2026-03-02T10:20:00+08:00', why: { rule: 'earliest-due', passed: [{ reason: 'needs', count: 1, numbers: ['A009'] }] } }],
  passedBy: [{ number: 'A015', rule: 'earliest-due', reason: 'offset' }, { number: 'Y003', rule: 'protected', reason: 'protected' }],
};
export const slip = `<svg xmlns="http://www.w3.org/2000/svg" width="576" height="640" viewBox="0 0 576 640"><rect width="576" height="640" fill="#fff"/><g fill="#000" font-family="sans-serif" text-anchor="middle"><text x="288" y="60" font-size="32">云溪县政务服务中心</text><text x="288" y="240" font-size="150" font-weight="700">A046</text><text x="288" y="320" font-size="32">城乡居民基本医疗保险参保登记</text><text x="288" y="380" font-size="28">前面 12 人 约 25 分钟</text></g></svg>`;
