/** What a new hall must be told before anything else. `pinHash`: as `hashPin` makes it. */
export interface NewHall {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly timeZone: string;
  readonly adminNumber: string;
  readonly pinHash: string;
}

/** One section of a hall file, with its comments, as it stands in the text; throws when it isn't there. */
const sectionOf = (text: string, name: string): string => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${name}:`));
  const length = lines.slice(start + 1).findIndex((line) => /^\S/.test(line));
  if (start < 0) throw new Error(`the hall file to copy from has no section ${name}`);
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n').trimEnd();
};

/** Quoted, so that nothing in a name can be taken for YAML. */
const quoted = (text: string): string => JSON.stringify(text);

const calendarOf = (hall: NewHall, small: string, year: number): string => (hall.timeZone === 'Asia/Shanghai'
  ? `# 放假和调休；新一年的通知出来后请补充，并延长 loadedUntil。 / Holidays and make-up workdays; add each new year and extend loadedUntil.\n${sectionOf(small, 'calendar')}`
  : `# 请填写节假日，并逐年延长 loadedUntil。 / Please enter the holidays, and extend loadedUntil each year.\ncalendar:\n  loadedUntil: '${year}-12-31'\n  days: []\n  # - { date: '${year}-12-25', name: { zh-CN: 节日, en: Holiday }, hours: [] }`);

const head = (hall: NewHall, small: string, year: number): string => `# yaml-language-server: $schema=./hall.schema.json
# 新大厅：先改这里的作息、区域、事项、窗口和人员，再启动。 / A new hall: change hours, zones, services, counters and staff here, then start.

id: ${hall.id}
name: { zh-CN: ${quoted(hall.zh)}, en: ${quoted(hall.en)} }
timeZone: ${quoted(hall.timeZone)}
languages: [zh-CN, en]
dayChange: 4

${sectionOf(small, 'hours')}

${calendarOf(hall, small, year)}

zones:
  - { id: hall, name: { zh-CN: 服务大厅, en: Service hall }, floor: { zh-CN: 一楼, en: Level 1 }, colour: '#084A8C', sign: 大厅 }

departments:
  - { id: service-centre, name: { zh-CN: 服务中心, en: Service Centre } }

queues:
  - { id: general, name: { zh-CN: 综合窗口, en: General counters }, zone: hall, prefix: A, usualMinutes: 12 }

${sectionOf(small, 'classes')}

home:
  - { queue: general }

matters: []
`;

const body = `services:
  - id: general-consultation
    name: { zh-CN: 综合咨询, en: Advice }
    department: service-centre
    kind: queue
    queue: general
    usualMinutes: 12
    materials: []
    takes: on-the-spot

profiles:
  - { id: general, name: { zh-CN: 综合受理, en: General }, queues: [{ queue: general, offset: 0 }] }

counters:
  - { id: '1', label: { zh-CN: 1号窗口, en: Counter 1 }, spoken: '1', zone: hall, profile: general, equipment: [low-desk, guide-strip, writing, escort] }
  - { id: '2', label: { zh-CN: 2号窗口, en: Counter 2 }, spoken: '2', zone: hall, profile: general }
`;

/** Nobody's PIN stands here in the clear; each further person gets a line of the same kind. */
const people = (hall: NewHall): string => `# 再加人：用 npm run new-hall -- --hash-pin 得到 pinHash。 / To add people, get a pinHash with npm run new-hall -- --hash-pin.
staff:
  - { number: '${hall.adminNumber}', name: { zh-CN: 管理员, en: Administrator }, roles: [administrator, manager], rights: [call-by-hand, transfer-first], pinHash: '${hall.pinHash}' }
  # - { number: '1001', name: { zh-CN: 窗口人员, en: Clerk }, roles: [clerk], pinHash: '…' }
  # - { number: '2001', name: { zh-CN: 导办, en: Guide }, roles: [guide], pinHash: '…' }

roster: []

# 打印机接好后，去掉注释并写上真实连接，再在取号机后面加 printer: printer-1。
# Once a printer is there, uncomment its line with the real connection, and add printer: printer-1 to the kiosk.
devices:
  - { id: agent-1, kind: agent, name: { zh-CN: 设备代理, en: Device agent } }
  - { id: kiosk-1, kind: kiosk, name: { zh-CN: 取号机, en: Kiosk }, zone: hall }
  - { id: display-1, kind: display, name: { zh-CN: 大屏, en: Display }, zone: hall }
  # - { id: printer-1, kind: printer, name: { zh-CN: 打印机, en: Printer }, agent: agent-1, profile: generic-80, connection: 'serial:/dev/serial/by-id/…?baud=9600' }
`;

/** A whole hall file for a real hall, in text. What every hall needs alike (classes, outcomes, the rating form) is copied from `small`, the text of halls/small.yaml. `year`: until whose end the calendar of other time zones counts as known. */
export const newHallFile = (hall: NewHall, small: string, year: number): string => {
  const alike = ['missed', 'protectedOf3', 'outcomes', 'pauseReasons', 'holdReasons', 'needs', 'notices', 'voice', 'ratingForm'].map((name) => sectionOf(small, name));
  return `${head(hall, small, year)}\n${body}\n${people(hall)}\n${alike.join('\n\n')}\n`;
};
