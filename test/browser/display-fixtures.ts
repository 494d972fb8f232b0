import type { CounterScreenView, DisplayCall, DisplayView, Text } from '../../contract/live-events.ts';

/** 2026-06-09 10:24:00 at UTC+8. */
export const tenTwentyFour = Date.UTC(2026, 5, 9, 2, 24);
const both = (chinese: string, en: string): Text => ({ 'zh-CN': chinese, en });
const zone = { id: 'A', name: both('A区', 'Zone A'), floor: both('二楼', 'Floor 2'), colour: '#1F6FB5', sign: 'A' };
const hallName = both('云溪县政务服务中心', 'Yunxi County Government Service Centre');

export const callOf = (number: string, counter: number, lastAt = tenTwentyFour - 60_000, state: DisplayCall['state'] = 'called'): DisplayCall =>
  ({ legId: `leg-${number}`, number, counter: both(`${counter}号窗口`, `Counter ${counter}`), counterId: String(counter), calledAt: lastAt, lastAt, state });

export const zoneView = (calls: readonly DisplayCall[], more: Partial<DisplayView> = {}): DisplayView =>
  ({ kind: 'zone', seq: 1, now: tenTwentyFour, hallName, zone, calls, paused: [], notices: [], suspensions: [], layout: 'calls', media: [], speaks: false, ...more });

export const counterView = (more: Partial<CounterScreenView> = {}): CounterScreenView => ({
  kind: 'counter', counterId: '3', seq: 1, now: tenTwentyFour, hallName, zone, counter: both('3号窗口', 'Counter 3'), state: 'open', pausedReason: null, back: null,
  clerk: { name: both('王敏', 'Wang Min'), number: '1003', photo: null },
  services: [both('社会保险登记', 'Social insurance registration'), both('养老保险待遇申领', 'Pension application'), both('异地就医备案', 'Medical care elsewhere'), both('医保参保登记', 'Health insurance enrolment')],
  number: null, ticketState: null, lastAt: null, caption: '', rate: null, ...more,
});

/** Eight people at counters, none of them just called. */
export const atCounters = [
  callOf('B204', 7, tenTwentyFour - 40_000, 'serving'), callOf('A011', 1, tenTwentyFour - 60_000, 'serving'), callOf('C031', 12, tenTwentyFour - 90_000, 'serving'),
  callOf('B203', 8, tenTwentyFour - 120_000), callOf('A010', 2, tenTwentyFour - 150_000, 'serving'), callOf('D118', 15, tenTwentyFour - 200_000, 'serving'), callOf('A009', 4, tenTwentyFour - 260_000, 'serving'),
];

export const hallRoutes = {
  'GET /api/status': { halls: [{ id: 'demo' }] },
  'GET /api/halls/demo': { timeZone: 'Asia/Shanghai', languages: ['zh-CN', 'en'] },
  'GET /api/health': { status: 'ok' },
};

export const notices = [
  both('六月十日上午九时至十一时，社保系统升级，养老保险待遇申领暂停办理。其他事项照常。请合理安排时间，也可以用手机预约后再来。', 'On 10 June from 9 to 11 the social insurance system is updated: no pension applications then. Everything else goes on as usual.'),
  both('老年人、孕妇、残疾人和军人可到导办台取优先号。', 'Older people, pregnant women, people with disabilities and soldiers: ask at the help desk for a priority ticket.'),
];
export const paused = [
  { counter: both('5号窗口', 'Counter 5'), reason: both('午休', 'Lunch break'), back: tenTwentyFour + 66 * 60_000 },
  { counter: both('9号窗口', 'Counter 9'), reason: both('设备检修', 'Equipment check'), back: null },
  { counter: both('不动产综合窗口', 'Real estate counter'), reason: both('业务系统升级，预计下午恢复', 'System update, back in the afternoon'), back: null },
];
export const suspension = { id: 's1', scope: both('不动产登记', 'Real estate registration'), reason: both('业务系统故障，正在抢修', 'The system is down and being repaired'), expectedBack: tenTwentyFour + 40 * 60_000 };
