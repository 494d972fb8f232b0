import type { CounterView, CurrentTicketView, PersonInLine } from '../../contract/live-events.ts';
import type { Catalogue } from '../../counter-ui/catalogue.ts';

/** 2026-03-02 10:24:00 in Shanghai. */
export const tenTwentyFour = Date.UTC(2026, 2, 2, 2, 24);
const minute = 60_000;
const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

export const person = (number: string, mark: PersonInLine['mark'], waited: number, more: Partial<PersonInLine> = {}): PersonInLine => ({
  ticketId: `t-${number}`, legId: `l-${number}`, number, service: both('城乡居民基本医疗保险参保登记', 'Basic medical insurance: enrolment'), waited, mark, kind: 'walk-in', away: false, needs: [], ...more,
});

export const line: readonly PersonInLine[] = [
  person('A013', 'on-time', 12), person('A015', 'on-time', 9, { kind: 'priority' }), person('B207', 'due-soon', 22, { service: both('不动产转移登记', 'Transfer of real estate') }),
  person('A011', 'late', 34, { kind: 'appointment' }), person('A016', 'on-time', 7, { needs: ['low-desk'] }), person('B208', 'on-time', 6), person('A017', 'on-time', 5, { away: true }),
  person('A018', 'on-time', 4), person('B209', 'on-time', 3), person('A019', 'on-time', 2), person('A020', 'on-time', 1), person('A021', 'on-time', 0),
];

export const idle: CounterView = {
  kind: 'desk', seq: 1, now: tenTwentyFour, hallName: both('云溪县政务服务中心', 'Yunxi County Service Centre'),
  counter: { id: '3', label: both('3号窗口', 'Counter 3'), zone: { id: 'a', name: both('A区', 'Zone A'), floor: both('二楼', 'Floor 2'), colour: '#0A5546', sign: '●' } },
  clerk: { number: '1003', name: both('王敏', 'Wang Min') }, paused: null, current: null,
  queues: [
    { id: 'insurance', name: both('社保医保', 'Social and medical insurance'), offset: 0, waiting: 13, longest: 34 },
    { id: 'property', name: both('不动产登记', 'Real estate'), offset: 10, waiting: 5, longest: 22 },
  ],
  waitingTotal: 18, longest: 34, line, held: [], absent: [], undo: null, suspensions: [],
};

export const called: CurrentTicketView = {
  ticketId: 't-A012', legId: 'l-A012', number: 'A012', state: 'called', serviceId: 'property-transfer', service: both('不动产转移登记（存量房买卖）', 'Transfer of real estate (resale home)'),
  materials: [
    { id: 'form', name: both('登记申请书', 'Application form') }, { id: 'identity', name: both('买卖双方身份证', 'Identity cards of buyer and seller') },
    { id: 'deed', name: both('不动产权证书', 'Property certificate') }, { id: 'tax', name: both('契税完税凭证', 'Proof of deed tax paid') }, { id: 'contract', name: both('网签买卖合同', 'Registered contract of sale') },
  ],
  kind: 'priority', className: both('老年人', 'Older people'), language: 'zh-CN', cases: 1,
  needs: [{ id: 'writing', name: both('写字交流', 'In writing'), help: both('需写字交流', 'Write instead of speaking') }],
  waited: 14, promiseLeft: 6, calledAt: tenTwentyFour - 12_000, startedAt: null, usualMinutes: 12, recalls: 0, voice: 'speaking', shown: true,
  absent: { allowed: false, allowedAt: tenTwentyFour + 48_000, waitsFor: ['spoken', 'recall', 'time'] },
  otherLegs: [{ service: both('契税申报', 'Deed tax declaration'), state: 'waiting' }],
  why: { rule: 'earliest-due', passed: [{ reason: 'needs', count: 2, numbers: ['A009', 'A010'] }] },
};
export const serving: CurrentTicketView = { ...called, state: 'serving', startedAt: tenTwentyFour - 192_000, voice: 'spoken', recalls: 1, absent: { allowed: false, allowedAt: null, waitsFor: [] } };

export const views = {
  idle,
  empty: { ...idle, waitingTotal: 0, longest: 0, line: [], queues: idle.queues.map((queue) => ({ ...queue, waiting: 0, longest: 0 })) },
  called: { ...idle, current: called, undo: { act: 'call-next', number: 'A012', until: tenTwentyFour + 2.7 * minute } },
  serving: { ...idle, current: serving, undo: { act: 'start', number: 'A012', until: tenTwentyFour + 161_000 } },
  long: { ...idle, current: { ...serving, startedAt: tenTwentyFour - 38 * minute, cases: 1, promiseLeft: -6 } },
  paused: { ...idle, paused: { reason: both('短暂休息', 'Short break'), since: tenTwentyFour - 6 * minute, back: tenTwentyFour + 9 * minute } },
  full: {
    ...idle, current: serving,
    held: [{ ...person('A008', 'on-time', 18), reason: both('去复印', 'Gone to make copies') }, { ...person('B203', 'due-soon', 25), reason: both('去缴费', 'Gone to pay') }],
    absent: [{ ...person('A005', 'late', 41), since: tenTwentyFour - 9 * minute }, { ...person('B201', 'late', 44), since: tenTwentyFour - 15 * minute }],
  },
  suspended: { ...idle, suspensions: [{ id: 's1', scope: both('不动产登记', 'Real estate'), reason: both('业务系统故障', 'Business system down'), expectedBack: null }] },
} satisfies Record<string, CounterView>;

const longName = both('临河县人力资源和社会保障局城乡居民基本养老保险参保登记与待遇核定综合服务事项', 'Human Resources and Social Security: residents\u2019 basic pension scheme, enrolment and assessment of benefits');
const isText = (value: object): boolean => 'zh-CN' in value && 'en' in value;
/** The same view with a very long name in every text. */
export const withLongNames = (view: CounterView): CounterView => JSON.parse(JSON.stringify(view), (_name, value: unknown) => (typeof value === 'object' && value !== null && isText(value) ? longName : value)) as CounterView;

const named = (id: string, zh: string, en: string) => ({ id, name: both(zh, en) });
export const catalogue: Catalogue = {
  departments: [named('medical', '医保局', 'Medical insurance')],
  services: [
    { ...named('medical-enrol', '城乡居民基本医疗保险参保登记', 'Basic medical insurance: enrolment'), kind: 'queue', queueId: 'insurance', searchKeys: ['cxjmjbylbxcbdj', '医保'], materials: [] },
    { ...named('medical-abroad', '异地就医备案', 'Treatment in another place: filing'), kind: 'queue', queueId: 'insurance', searchKeys: ['ydjyba'], materials: [] },
    { ...named('property-transfer', '不动产转移登记（存量房买卖）', 'Transfer of real estate (resale home)'), kind: 'queue', queueId: 'property', searchKeys: ['bdczydj'], materials: [] },
    { ...named('property-mortgage', '不动产抵押登记', 'Mortgage of real estate'), kind: 'queue', queueId: 'property', searchKeys: ['bdcdydj'], materials: [] },
    { ...named('business-licence', '营业执照办理', 'Business licence'), kind: 'queue', queueId: 'business', searchKeys: ['yyzzbl'], materials: [] },
  ],
  queues: [named('insurance', '社保医保', 'Social and medical insurance'), named('property', '不动产登记', 'Real estate'), named('business', '企业开办', 'Starting a business'), named('any', '综合窗口', 'Any matter'), named('collect', '领证', 'Collecting results')],
  counters: Array.from({ length: 45 }, (_, at) => ({ id: `${at + 1}`, label: both(`${at + 1}号窗口`, `Counter ${at + 1}`) })),
  classes: [
    { ...named('walk-in', '普通号', 'Walk-in'), kind: 'walk-in', proof: 'anyone' }, { ...named('older', '老年人', 'Older people'), kind: 'priority', proof: 'identity' },
    { ...named('disabled', '残疾人', 'People with a disability'), kind: 'priority', proof: 'staff' }, { ...named('soldier', '军人及优抚对象', 'Service members'), kind: 'priority', proof: 'staff' },
  ],
  outcomes: [named('done', '办结', 'Done'), named('accepted', '已受理', 'Accepted'), named('papers-missing', '材料不全', 'Papers missing'), named('advice', '咨询', 'Advice given'), named('other-counter', '不属本窗口', 'Not for this counter'), named('impossible', '办不成', 'Could not be done')],
  pauseReasons: [named('break', '短暂休息', 'Short break'), named('meal', '用餐', 'Meal'), named('meeting', '开会', 'Meeting'), named('system-down', '业务系统故障', 'Business system down'), named('paperwork', '整理材料', 'Paperwork')],
  holdReasons: [named('copying', '去复印', 'Gone to make copies'), named('filling-in', '填写表格', 'Filling in a form'), named('paying', '去缴费', 'Gone to pay')],
  needs: [
    { ...named('low-desk', '低位柜台', 'Low desk'), help: both('坐轮椅，请用低位柜台', 'Uses a wheelchair: low desk') },
    { ...named('writing', '写字交流', 'In writing'), help: both('需写字交流', 'Write instead of speaking') },
    { ...named('escort', '专人陪同', 'Escort'), help: both('请导办员陪同到窗口', 'A guide comes along to the counter') },
  ],
};
export const clerk = { roles: ['clerk'], halls: ['demo'], staff: { number: '1003', name: both('王敏', 'Wang Min') }, staffRights: [] } as const;
export const hallAnswer = { id: 'demo', timeZone: 'Asia/Shanghai', open: true };
