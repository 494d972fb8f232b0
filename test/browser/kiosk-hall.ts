import type { CatalogueAnswer } from '../../contract/catalogue.ts';
import type { KioskServiceView, KioskView, Text } from '../../contract/live-events.ts';
import type { TicketAnswer } from '../../contract/http-shapes.ts';

/** A hall as its kiosk sees it, with long names, closed queues and services without a ticket: for pictures of states that are rare in a real one. */
const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });
const hallName = text('临河县政务服务中心', 'Linhe County Service Hall');
const departments: readonly (readonly [string, Text])[] = [
  ['social', text('人力资源和社会保障局', 'Human Resources and Social Security')], ['medical', text('医疗保障局', 'Healthcare Security')],
  ['land', text('自然资源局 不动产登记', 'Natural Resources: Real Estate')], ['police', text('公安局 户籍', 'Police: Household Registration')],
  ['market', text('市场监督管理局', 'Market Supervision')], ['tax', text('税务局', 'Taxation')], ['civil', text('民政局 婚姻登记', 'Civil Affairs: Marriage')],
  ['housing', text('住房公积金', 'Housing Fund')], ['traffic', text('交通运输局', 'Transport')], ['health', text('卫生健康局', 'Health')],
  ['education', text('教育局', 'Education')], ['grid', text('供电', 'Electricity')],
];
const papers = [
  { id: 'id-card', name: text('居民身份证', 'Resident ID card'), original: 1, copies: 1 },
  { id: 'form', name: text('申请表', 'Application form'), original: 1, note: text('可在填单台领取，也可由窗口打印', 'From the writing desk, or printed at the counter') },
  { id: 'contract', name: text('房屋买卖合同', 'Purchase contract'), original: 1, copies: 2, seal: true },
  { id: 'tax', name: text('契税完税凭证', 'Deed tax receipt'), original: 1 },
  { id: 'photo', name: text('近期一寸免冠照片', 'Recent passport photo'), copies: 2, note: text('三楼自助照相机可以拍', 'The booth on floor 3 takes them') },
  { id: 'marriage', name: text('结婚证或单身声明', 'Marriage certificate or declaration'), original: 1, copies: 1 },
];
interface Plain { readonly id: string; readonly name: Text; readonly department: string; readonly queue?: string; readonly keys: readonly string[]; readonly more?: object }
const services: readonly Plain[] = [
  { id: 'pension', name: text('城乡居民基本养老保险参保登记', 'Join the residents’ pension scheme'), department: 'social', queue: 'social', keys: ['cxjmjbylbxcbdj', 'yanglaobaoxian', 'ylbx', 'sb'] },
  { id: 'card', name: text('社会保障卡申领', 'Apply for a social security card'), department: 'social', queue: 'social', keys: ['shbzksl', 'shehuibaozhangka', 'sbk'] },
  { id: 'jobless', name: text('失业保险金申领', 'Claim unemployment benefit'), department: 'social', queue: 'social', keys: ['sybxjsl', 'shiyebaoxian'] },
  { id: 'work', name: text('就业困难人员认定', 'Recognition as hard to place'), department: 'social', queue: 'social', keys: ['jyknryrd', 'jiuye'] },
  { id: 'elsewhere-care', name: text('异地就医备案', 'Register for treatment elsewhere'), department: 'medical', keys: ['ydjyba', 'yidijiuyi'], more: { kind: 'message', message: text('用手机“国家医保服务平台”即可办理，不用到大厅。需要帮助请到一楼自助区。', 'Done by phone in the national healthcare app; no visit needed. For help, go to the self-service area on floor 1.') } },
  { id: 'insure', name: text('城乡居民医疗保险参保', 'Join the residents’ healthcare scheme'), department: 'medical', queue: 'social', keys: ['cxjmylbxcb', 'yiliaobaoxian', 'ylbx', 'yb'] },
  { id: 'transfer', name: text('存量房买卖转移登记', 'Register the sale of a home'), department: 'land', queue: 'land', keys: ['clfmmzydj', 'ershoufang', 'guohu', 'gh'], more: { materials: papers, persons: 2, inPerson: true, takes: 3, usualMinutes: 25, fee: text('住宅每件 80 元', '80 yuan per home'), who: text('买卖双方', 'Buyer and seller'), result: text('不动产权证书，可邮寄', 'Ownership certificate, by post if you like'), phone: '0478-812 3456', legalBasis: text('《不动产登记暂行条例》', 'Interim Regulations on Real Estate Registration') } },
  { id: 'mortgage', name: text('抵押权首次登记', 'First registration of a mortgage'), department: 'land', queue: 'land', keys: ['dyqscdj', 'diya'], more: { cases: { ask: true, max: 5 }, materials: papers.slice(0, 3) } },
  { id: 'query', name: text('不动产登记资料查询', 'Search the land register'), department: 'land', queue: 'land', keys: ['bdcdjzlcx', 'budongchan'] },
  { id: 'newborn', name: text('出生登记', 'Register a birth'), department: 'police', queue: 'police', keys: ['csdj', 'chusheng'], more: { materials: papers.slice(0, 2) } },
  { id: 'idcard', name: text('居民身份证换领', 'Renew an ID card'), department: 'police', queue: 'police', keys: ['jmsfzhl', 'shenfenzheng', 'sfz'] },
  { id: 'licence', name: text('个体工商户设立登记', 'Register a sole trader'), department: 'market', queue: 'market', keys: ['gtgshsldj', 'yingyezhizhao', 'yyzz'] },
  { id: 'food', name: text('食品经营许可', 'Food business licence'), department: 'market', queue: 'market', keys: ['spjyxk', 'shipin'] },
  { id: 'invoice', name: text('发票领用', 'Collect invoices'), department: 'tax', queue: 'tax', keys: ['fply', 'fapiao'] },
  { id: 'marriage', name: text('结婚登记', 'Register a marriage'), department: 'civil', queue: 'civil', keys: ['jhdj', 'jiehun'], more: { persons: 2, inPerson: true } },
  { id: 'fund', name: text('公积金提取', 'Withdraw from the housing fund'), department: 'housing', queue: 'any', keys: ['gjjtq', 'gongjijin'] },
  { id: 'any', name: text('综合窗口：任何事项', 'Any matter'), department: 'education', queue: 'any', keys: ['zhck', 'zonghe'] },
  { id: 'collect', name: text('领取证照结果', 'Collect a certificate'), department: 'grid', queue: 'collect', keys: ['lqzzjg', 'lingzheng', 'lz'], more: { cases: { ask: true, max: 9 } } },
];
const countersOf: { readonly [queue: string]: readonly string[] } = { social: ['3', '4', '5', '6', '7'], land: ['12', '13', '14', '18'], police: ['20', '21'], market: ['30', '31'], tax: ['33'], civil: ['40'], any: ['1', '2'], collect: ['45'] };
const zoneOf = (counter: number): string => (counter < 16 ? 'a' : counter < 30 ? 'b' : 'c');
const home = [
  { name: text('社保 医保', 'Social security'), departments: ['social', 'medical'] }, { name: text('不动产', 'Real estate'), departments: ['land'] },
  { name: text('户籍 身份证', 'Household and ID'), departments: ['police'] }, { name: text('开店 办企业', 'Starting a business'), departments: ['market', 'tax'] },
  { service: 'marriage' }, { name: text('为了一件事来', 'A matter of life'), matters: ['birth', 'home', 'shop'] },
  { name: text('领证', 'Collect papers'), queue: 'collect' }, { name: text('全部部门', 'All departments'), departments: departments.map(([id]) => id) },
];

export const catalogue = {
  hall: { id: 'demo', name: hallName, timeZone: 'Asia/Shanghai', languages: ['zh-CN', 'en'] },
  departments: departments.map(([id, name]) => ({ id, name })),
  services: services.map((service) => ({
    kind: 'queue', materials: papers.slice(0, 1), takes: 'on-the-spot', usualMinutes: 8, ...service.more,
    id: service.id, name: service.name, department: service.department, ...(service.queue === undefined ? {} : { queue: service.queue }), departmentName: departments.find(([id]) => id === service.department)?.[1],
    searchKeys: service.keys, counters: countersOf[service.queue ?? ''] ?? [],
  })),
  counters: Array.from({ length: 45 }, (_, at) => ({ id: `${at + 1}`, label: text(`${at + 1}号窗口`, `Counter ${at + 1}`), zone: zoneOf(at + 1) })),
  classes: [
    { id: 'walk-in', name: text('普通', 'Walk-in'), kind: 'walk-in', proof: 'anyone' }, { id: 'pregnant', name: text('孕妇或带婴儿', 'Pregnant, or with a baby'), kind: 'priority', proof: 'anyone' },
    { id: 'senior', name: text('70 岁以上', 'Over 70'), kind: 'priority', proof: 'identity' }, { id: 'veteran', name: text('退役军人', 'Veterans'), kind: 'priority', proof: 'staff' },
  ],
  zones: [
    { id: 'a', name: text('A区', 'Zone A'), floor: text('一楼', 'Floor 1'), colour: '#0A5546', sign: 'A' }, { id: 'b', name: text('B区', 'Zone B'), floor: text('二楼', 'Floor 2'), colour: '#FFB000', sign: 'B' },
    { id: 'c', name: text('C区', 'Zone C'), floor: text('二楼', 'Floor 2'), colour: '#8F1D17', sign: 'C' },
  ],
  matters: [
    { id: 'birth', name: text('孩子出生', 'A child is born'), services: ['newborn', 'insure', 'card'] }, { id: 'home', name: text('买卖房子', 'Buying or selling a home'), services: ['transfer', 'mortgage', 'invoice'] },
    { id: 'shop', name: text('开一家店', 'Opening a shop'), services: ['licence', 'food', 'invoice'] },
  ],
  home,
  needs: [
    { id: 'low-desk', name: text('低位窗口', 'Low desk'), help: text('请到低位窗口', 'Use the low desk') }, { id: 'sign-language', name: text('手语', 'Sign language'), help: text('请用手语', 'Sign') },
    { id: 'induction-loop', name: text('助听感应', 'Hearing loop'), help: text('打开感应线圈', 'Switch the loop on') }, { id: 'escort', name: text('有人引导', 'Somebody to guide me'), help: text('请引导', 'Guide') },
  ],
  missed: { kind: 'return-after', calls: 3 },
  ratingForm: {
    version: '2020-1', title: text('请评价这次服务', 'How was this service?'),
    grades: ([[5, '非常满意', 'Very satisfied'], [4, '满意', 'Satisfied'], [3, '基本满意', 'Fairly satisfied'], [2, '不满意', 'Dissatisfied'], [1, '非常不满意', 'Very dissatisfied']] as const)
      .map(([grade, zh, en]) => ({ grade, name: text(zh, en), points: grade > 3 ? [{ id: `kind-${grade}`, name: text('态度好', 'Friendly') }, { id: `fast-${grade}`, name: text('办得快', 'Quick') }] : [{ id: `wait-${grade}`, name: text('等得太久', 'Too long a wait') }, { id: `again-${grade}`, name: text('要跑多次', 'Had to come again') }, { id: `papers-${grade}`, name: text('材料没有一次说清', 'Papers not told at once') }] })),
  },
};
/** As it comes over the wire. */
export const wireCatalogue = JSON.parse(JSON.stringify(catalogue)) as CatalogueAnswer;

/** 2025-11-24, a Monday, 10:24 in Shanghai. */
export const tenTwentyFour = Date.UTC(2025, 10, 24, 2, 24);
const minute = 60_000;

const load: { readonly [queue: string]: readonly [number, number, number, number] } = { social: [3, 8, 4, 14], land: [12, 25, 21, 41], police: [5, 11, 7, 18], market: [0, 3, 1, 6], tax: [7, 18, 12, 27], civil: [1, 9, 4, 17], any: [2, 6, 3, 12], collect: [0, 2, 1, 4] };
const standingOf = (service: Plain): KioskServiceView => {
  const [waiting, minutes, low, high] = load[service.queue ?? ''] ?? [0, 0, 0, 0];
  const none = service.queue === undefined;
  const counters = countersOf[service.queue ?? '']?.length ?? 0;
  return { id: service.id, refused: none ? 'service-not-by-ticket' : null, opensAt: null, stopsAt: none ? null : tenTwentyFour + 6 * 60 * minute, counters, waiting, estimate: none ? null : { minutes, low, high } };
};

export const kioskView = (more: Partial<KioskView> = {}): KioskView => ({
  kind: 'kiosk', seq: 1, now: tenTwentyFour, hallName, services: services.map(standingOf), suspensions: [], notices: [text('今天中午 12:00–13:30 综合窗口照常办理。', 'Open through lunch today at the general counters.')],
  printer: { id: 'printer-1', state: 'ok', fault: null, elsewhere: null }, prints: [], list: null, help: null, publicUrl: 'http://127.0.0.1:8080', ...more,
});

/** The same hall with some services refusing numbers. */
export const withRefused = (refused: KioskServiceView['refused'], opensAt: number | null, of: (id: string) => boolean = () => true): readonly KioskServiceView[] =>
  kioskView().services.map((service) => (of(service.id) && service.estimate !== null ? { ...service, refused, opensAt, estimate: null, waiting: 0, counters: 0 } : service));

export const ticket = (more: Partial<TicketAnswer> = {}): TicketAnswer => ({
  id: 't-12', number: 'A012', token: 'Zk3vQ9pT1xW7bN5m', state: 'waiting', issuedAt: '2025-11-24T10:24:00+08:00', ahead: 3, booked: null, promise: 30,
  counters: (countersOf['social'] ?? []).map((id) => ({ id, label: text(`${id}号窗口`, `Counter ${id}`) })), estimate: { minutes: 8, low: 4, high: 14 }, counter: null,
  legs: [{ id: 'l-12', serviceId: 'card', queueId: 'social', state: 'waiting' }], class: 'walk-in', cases: 1, url: 'http://127.0.0.1:8080/t/Zk3vQ9pT1xW7bN5m', print: { job: 'p-1', state: 'printing', elsewhere: null }, audio: null, ...more,
});
