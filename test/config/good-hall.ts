/** The smallest hall that uses every part of a hall file, in text: tests break one line of it and look at what is said. */
export const goodHall = `id: good
name: { zh-CN: 好大厅, en: Good hall }
timeZone: Asia/Shanghai
languages: [zh-CN, en]
dayChange: 4
hours:
  mon:
    - { from: '09:00', to: '12:00' }
    - { from: '13:30', to: '17:00' }
calendar:
  loadedUntil: '2026-12-31'
  days:
    - { date: '2026-01-01', hours: [] }
    - { date: '2026-01-04', like: mon }
zones:
  - { id: east, name: { zh-CN: 东, en: East }, floor: { zh-CN: 一楼, en: Ground floor }, colour: '#0A5546', sign: A }
  - { id: west, name: { zh-CN: 西, en: West }, floor: { zh-CN: 一楼, en: Ground floor }, colour: '#084A8C', sign: B }
departments:
  - { id: police, name: { zh-CN: 公安, en: Police } }
  - { id: tax, name: { zh-CN: 税务, en: Tax } }
  - { id: archives, name: { zh-CN: 档案, en: Archives } }
queues:
  - { id: general, name: { zh-CN: 综合, en: General }, zone: east, prefix: A, usualMinutes: 10 }
  - { id: collect, name: { zh-CN: 领证, en: Collect }, zone: west, prefix: A, digits: 4, from: 1000, to: 2000, usualMinutes: 5, hours: { tue: [{ from: '09:00', to: '12:00' }] } }
classes:
  - { id: walk-in, name: { zh-CN: 现场, en: Walk-in }, kind: walk-in, proof: anyone, protected: false, target: 30, promise: 30 }
  - { id: elderly, name: { zh-CN: 老人, en: Elderly }, kind: priority, proof: identity, fromAge: 60, protected: false, target: 10, promise: 15 }
  - { id: booked, name: { zh-CN: 预约, en: Booked }, kind: appointment, proof: staff, protected: true, target: 2, promise: 5, perQueue: { general: { target: 2, promise: 9 } } }
services:
  - id: register
    name: { zh-CN: 登记, en: Register }
    department: police
    kind: queue
    queue: general
    usualMinutes: 10
    materials:
      - { id: card, name: { zh-CN: 身份证, en: Identity card }, original: 1 }
      - { id: photo, name: { zh-CN: 照片, en: Photo }, original: 2 }
    takes: on-the-spot
  - { id: ask, name: { zh-CN: 咨询, en: Ask }, department: police, kind: queue, queue: general, usualMinutes: 3, materials: [], takes: on-the-spot }
  - { id: fetch, name: { zh-CN: 领取, en: Fetch }, department: tax, kind: queue, queue: collect, usualMinutes: 5, materials: [], takes: 3 }
  - { id: online, name: { zh-CN: 网办, en: Online }, department: tax, kind: message, message: { zh-CN: 请上网办, en: Please go online }, usualMinutes: 5, materials: [], takes: on-the-spot }
matters:
  - { id: birth, name: { zh-CN: 出生, en: A birth }, services: [register, fetch] }
home:
  - { queue: general }
  - { name: { zh-CN: 部门, en: Departments }, departments: [police, tax] }
  - { name: { zh-CN: 大事, en: Matters }, matters: [birth] }
  - { service: fetch }
  - { name: { zh-CN: 常办, en: Often }, services: [register, online] }
profiles:
  - { id: front, name: { zh-CN: 前台, en: Front }, queues: [{ queue: general, offset: 0 }] }
  - { id: back, name: { zh-CN: 后台, en: Back }, queues: [{ queue: collect, offset: 0 }, { queue: general, offset: 10 }], helpWhenIdle: true }
counters:
  - { id: '1', label: { zh-CN: 1号, en: Counter 1 }, spoken: '1', zone: east, profile: front, equipment: [low-desk, 'language:en'] }
  - { id: '2', label: { zh-CN: 2号, en: Counter 2 }, spoken: '2', zone: west, profile: back }
staff:
  - { number: '1001', name: { zh-CN: 甲, en: Jia }, roles: [clerk], demoPin: '246810' }
  - { number: '1002', name: { zh-CN: 乙, en: Yi }, roles: [clerk] }
  - { number: '5001', name: { zh-CN: 丙, en: Bing }, roles: [administrator] }
roster:
  - { counter: '1', days: [mon, tue], from: '09:00', to: '12:00', clerk: '1001', substitute: '1002' }
  - { counter: '2', days: [mon], from: '09:00', to: '12:00', profile: back, clerk: '1002' }
  - { counter: '2', date: '2026-01-04', from: '09:00', to: '12:00', profile: back }
devices:
  - { id: agent-1, kind: agent, name: { zh-CN: 代理, en: Agent } }
  - { id: printer-1, kind: printer, name: { zh-CN: 打印机, en: Printer }, agent: agent-1, profile: generic-80, connection: 'sim:' }
  - { id: kiosk-1, kind: kiosk, name: { zh-CN: 取号机, en: Kiosk }, zone: east, printer: printer-1 }
  - { id: display-1, kind: display, name: { zh-CN: 大屏, en: Display }, zone: west }
  - { id: display-2, kind: display, name: { zh-CN: 分屏, en: Split }, zone: east, layout: split }
  - { id: board-1, kind: board, name: { zh-CN: 1号窗口条屏, en: Board of counter 1 }, agent: agent-1, profile: onbon-6k-64x16, connection: 'serial:/dev/ttyS1?baud=57600', counter: '1' }
  - { id: board-2, kind: board, name: { zh-CN: 东区条屏, en: Board of the east }, agent: agent-1, profile: onbon-6k-64x16, connection: 'serial:/dev/ttyS1?baud=57600', address: 2, zone: east }
papers:
  ticket: [{ part: hall }, { part: number }, { text: { zh-CN: '{service}请看大屏', en: 'Watch the screen for {service}' }, size: tall }]
models:
  boards: [{ id: own-board, family: four-byte, digits: 6 }]
missed: { kind: return-after, calls: 3 }
protectedOf3: 2
outcomes: [{ id: done, name: { zh-CN: 办结, en: Done } }]
pauseReasons: [{ id: break, name: { zh-CN: 休息, en: Break } }]
holdReasons: [{ id: copies, name: { zh-CN: 复印, en: Copies } }]
needs:
  - { id: low-desk, name: { zh-CN: 低位, en: Low desk }, help: { zh-CN: 用低位柜台, en: Use the low desk } }
  - { id: 'language:en', name: { zh-CN: 英语, en: English }, help: { zh-CN: 说英语, en: Speak English } }
notices:
  - { id: hello, text: { zh-CN: 您好, en: Hello }, zones: [east] }
media:
  - { id: film, file: film.webm, text: { zh-CN: 片子, en: Film }, zones: [west], screens: [display-2] }
voice: { languages: [zh-CN, en] }
ratingForm:
  version: '1'
  title: { zh-CN: 满意吗, en: Satisfied? }
  grades:
    - { grade: 5, name: { zh-CN: 非常满意, en: Very satisfied }, points: [{ id: quick, name: { zh-CN: 快, en: Quick } }] }
    - { grade: 4, name: { zh-CN: 满意, en: Satisfied }, points: [] }
    - { grade: 3, name: { zh-CN: 基本满意, en: Fairly satisfied }, points: [] }
    - { grade: 2, name: { zh-CN: 不满意, en: Dissatisfied }, points: [] }
    - { grade: 1, name: { zh-CN: 非常不满意, en: Very dissatisfied }, points: [] }
booking:
  source: both
  platform: { name: { zh-CN: 城市平台, en: City platform }, url: 'https://city.example/booking' }
  verifyPhone: true
  rules:
    - { id: plain, cancelBefore: 60 }
    - { id: hard, cancelBefore: 120, perDay: 1, bar: { missed: 2, within: year, lasts: { months: 3 } } }
  groups:
    - id: police
      services: [register, ask]
      rules: plain
      window: { first: 1, last: 5, release: '08:00' }
      slots:
        - { days: [mon, tue], from: '09:00', to: '11:30', minutes: 30, capacity: 2 }
        - { days: [mon], from: '14:00', to: '16:00', minutes: 60 }
        - { date: '2026-01-05', from: '09:00', to: '10:00', minutes: 15, capacity: 1 }
      work: { showRate: 0.9, sdMinutes: 8, walkInsPerHour: 6, risk: 0.1 }
      grace: 10
    - { id: papers, services: [fetch], rules: hard, window: { first: 0, last: 2, release: '00:00' }, slots: [{ days: [tue], from: '09:30', to: '12:00', minutes: 10, capacity: 3 }], grace: 5, asks: [name] }
integrations:
  - { id: city, name: { zh-CN: 市平台, en: City platform }, keyHash: 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU, scopes: [book, journal], perMinute: 600, webhook: { url: 'https://city.example/hook', events: [booked, served] } }
messages:
  sms: { url: 'https://sms.example/send', headers: { authorization: 'Bearer {secret:sms}' }, form: { mobile: '{phone}', text: '{text}' }, ok: '"code":0' }
  quiet: { from: '21:00', to: '08:00' }
  texts: { soon: { zh-CN: '【{hall}】{number} 快到了', en: '{hall}: {number} is next' } }
  perPersonPerDay: 5
`;

/** The good hall with one piece replaced; the piece must stand there exactly once, so that a test can't miss. */
export const brokenHall = (piece: string, instead: string): { text: string; line: number } => {
  const parts = goodHall.split(piece);
  if (parts.length !== 2) throw new Error(`“${piece}” stands ${parts.length - 1} times in the good hall`);
  return { text: parts.join(instead), line: (parts[0] ?? '').split('\n').length };
};
