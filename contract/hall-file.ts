import { booking, integrations, messages } from './hall-file-booking.ts';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { HallConfig } from '../server/domain/hall-config.ts';
import type { Brand } from '../server/domain/brands.ts';
import { closed, count, fileNamed, id, language, localDay, mediaFile, named, needId, patterned, phone, pictureFile, screenLayout, staffNumber, text, weekHours } from './hall-file-parts.ts';
import { calendarDay, need, queue, rosterEntry, service, visitorClass } from './hall-file-services.ts';

const list = { minItems: 1 };
const lifeMatter = closed({
  id: id('Id of the matter of life.'),
  name: text('What people come for, in their words.'),
  services: Type.Array(id('Service id.'), { ...list, description: 'Its services, in the order they are done.' }),
}, 'A reason people come for, as opposed to one service.');

const tileName = { name: Type.Optional(text('Words on the tile. Left out: the name of what it leads to; required when it leads to several.')) };
const homeTile = Type.Union([
  closed({ ...tileName, queue: id('Queue id.') }, 'Leads to a queue.'),
  closed({ ...tileName, service: id('Service id.') }, 'Leads to one service.'),
  closed({ ...tileName, departments: Type.Array(id('Department id.'), list) }, 'Leads to departments.'),
  closed({ ...tileName, matters: Type.Array(id('Matter id.'), list) }, 'Leads to matters of life.'),
  closed({ ...tileName, services: Type.Array(id('Service id.'), list) }, 'Leads to services.'),
], { description: 'a tile with exactly one of queue, service, departments, matters or services', 'x-zh-CN': '磁贴须有 queue、service、departments、matters、services 中的一个，且只有一个' });

const profile = closed({
  id: id('Id of the profile.'),
  name: text('Name for staff.'),
  queues: Type.Array(closed({
    queue: id('Queue id.'),
    offset: count(0, 600, 'Minutes. 0: its own queue. More: may be called from so many minutes before due.'),
  }, 'One queue a counter may call.'), { ...list, description: 'Queues a counter may call. A queue not listed: never.' }),
  helpWhenIdle: Type.Optional(Type.Boolean({ description: 'Calls from its queues with an offset at once when its own are empty.', default: false })),
}, 'Which queues a counter may call.');

const counter = closed({
  id: id('Id of the counter, e.g. "12", in quotes.'),
  label: text('Name on screens and the ticket.'),
  spoken: Type.String({ minLength: 1, maxLength: 40, description: 'How the voice calls it. A number is spoken as a number.' }),
  zone: id('Zone id.'),
  profile: id('Profile id.'),
  equipment: Type.Optional(Type.Array(needId('Need id.'), { uniqueItems: true, description: 'Needs this counter can meet.' })),
  printer: Type.Optional(id('Printer that tells its visitors on paper what was missing.')),
}, 'One counter (窗口).');

const staff = closed({
  number: staffNumber('Staff number, to sign in.'),
  name: text('Name.'),
  roles: Type.Array(Type.Enum(['clerk', 'guide', 'hotline', 'manager', 'administrator', 'supervisor']), { ...list, uniqueItems: true, description: 'clerk, guide, hotline, manager, administrator, supervisor.' }),
  rights: Type.Optional(Type.Array(Type.Enum(['call-by-hand', 'transfer-first']), { uniqueItems: true, description: 'Rights beyond the role.' })),
  pinHash: Type.Optional(patterned('^scrypt\\$\\d+\\$\\d+\\$\\d+\\$[A-Za-z0-9_-]+\\$[A-Za-z0-9_-]+$', '须是 scrypt$N$r$p$salt$hash', 'scrypt$N$r$p$salt$hash, base64url.')),
  demoPin: Type.Optional(patterned('^\\d{6}$', '须是6位数字', 'PIN of a demo hall, 6 digits in quotes; works only on this machine.')),
  photo: Type.Optional(pictureFile('Photo for the visitor screen of the counter where this person sits.')),
}, 'A member of staff.');

const deviceId = id('Id of the device.');
const wired = {
  id: deviceId, name: text('Name for staff.'), agent: id('Agent that holds it.'),
  connection: patterned('^(serial:[^\\s?]+(\\?\\S+)?|tcp://\\S+|sim:)$', '须是 serial:、tcp:// 或 sim: 开头的连接',
    'serial:/dev/serial/by-id/…?baud=9600, serial:COM3?baud=9600, tcp://host:9100, or sim: for a simulated one.'),
};
const device = Type.Union([
  closed({ id: deviceId, kind: Type.Literal('kiosk'), name: text('Name for staff.'), zone: Type.Optional(id('Zone it stands in.')), printer: Type.Optional(id('Id of its printer.')), fallback: Type.Optional(id('Id of the printer that prints while its own has a fault, e.g. the next kiosk’s.')) }, 'A kiosk.'),
  closed({ id: deviceId, kind: Type.Literal('display'), name: text('Name for staff.'), zone: Type.Optional(id('Zone it shows and speaks for; either this or counter.')), counter: Type.Optional(id('Counter whose visitor screen it is.')), layout: Type.Optional(screenLayout('How this screen of a zone is cut up; left out: as its zone says.')) }, 'A screen.'),
  closed({
    ...wired, kind: Type.Literal('printer'), profile: id('Printer profile, e.g. generic-80.'), rollMetres: Type.Optional(count(5, 500, 'How long a new roll of paper is, in metres, for the forecast of its end.')),
    connection: patterned('^(serial:[^\\s?]+(\\?\\S+)?|tcp://\\S+|file:/dev/[^\\s?]+|sim:)$', '须是 serial:、tcp://、file:/dev/ 或 sim: 开头的连接',
      'serial:/dev/serial/by-id/…?baud=9600, serial:COM3?baud=9600, tcp://host:9100, file:/dev/usb/lp0, or sim: for a simulated one.'),
  }, 'A ticket printer.'),
  closed({
    ...wired, kind: Type.Literal('board'), profile: id('Board profile, e.g. onbon-6k-64x16.'), address: Type.Optional(count(1, 255, 'Which of the boards on one line; left out: 1.')),
    zone: Type.Optional(id('Zone whose calls it shows; either this or counter.')), counter: Type.Optional(id('Counter over which it hangs.')),
  }, 'An LED board.'),
  closed({
    ...wired, kind: Type.Literal('keypad'), profile: id('Keypad profile.'),
    connection: patterned('^(serial:[^\\s?]+(\\?\\S+)?|tcp://\\S+|input:/dev/input/\\S+|sim:)$', '须是 serial:、tcp://、input:/dev/input/… 或 sim: 开头的连接',
      'As for other devices, or input:/dev/input/by-id/…-event-kbd for a USB pad of a computer without a screen (profiles usb-numbers, usb-rating).'), address: Type.Optional(count(1, 255, 'Which of the keypads on one line; left out: 1.')), counter: id('Counter whose keys it has.'),
  }, 'A pad with keys at a counter: the clerk\'s, or one by which its visitor rates.'),
  closed({
    ...wired, kind: Type.Literal('reader'), profile: id('Reader profile: resident-id, scanner or hook.'),
    connection: patterned('^(serial:[^\\s?]+(\\?\\S+)?|tcp://\\S+|hook:\\d{4,5}|sim:)$', '须是 serial:、tcp://、hook:端口 或 sim: 开头的连接', 'As for other devices, or hook:8091 for a port of the device computer where a vendor\'s program says what it read (profile hook).'),
    kiosk: id('Kiosk beside which it stands.'),
  }, 'A reader of identity cards or of codes.'),
  closed({
    id: deviceId, kind: Type.Literal('agent'), name: text('Name for staff.'),
    apart: Type.Optional(Type.Boolean({ description: 'True when it runs on a computer of its own; otherwise it runs inside the server.' })),
  }, 'The process beside the hardware.'),
], { description: 'a device whose kind is kiosk, display, printer, board, keypad, reader or agent', 'x-zh-CN': '设备的 kind 须是 kiosk、display、printer、board、keypad、reader 或 agent' });

const media = closed({
  id: id('Id of the picture or film.'),
  file: mediaFile('Picture or film.'),
  text: text('What it shows, in a few words; stands under it.'),
  seconds: Type.Optional(count(5, 600, 'How long a picture stands, in seconds; left out: 12. A film runs to its end.')),
  zones: Type.Optional(Type.Array(id('Zone id.'), { ...list, description: 'Zones whose split screens show it.' })),
  screens: Type.Optional(Type.Array(id('Device id of a display.'), { ...list, description: 'Displays that show it, when they are split.' })),
}, 'A picture or film at the side of split screens; without zones and screens: on all of them. Films are silent.');

const ratingForm = closed({
  version: Type.String({ minLength: 1, maxLength: 40, description: 'Version of the form, kept with each rating.' }),
  title: text('Question above the grades.'),
  grades: Type.Array(closed({
    grade: Type.Enum([1, 2, 3, 4, 5], { description: '5 非常满意 … 1 非常不满意.' }),
    name: text('Name of the grade.'),
    points: Type.Array(closed({ id: id('Id of the point.'), name: text('What was good or bad.') }, 'A point to tick.')),
  }, 'One grade.'), { minItems: 5, maxItems: 5, description: 'Five grades, 5 first.' }),
}, 'The rating form (好差评): data with a version, never changed in place.');

const ownModel = Type.Record(Type.String(), Type.Unknown(), { description: 'One model, checked by its driver.' });

const paperPart = closed({
  part: Type.Optional(Type.Enum(['logo', 'hall', 'number', 'service', 'ahead', 'range', 'where', 'zone', 'bring', 'missing', 'facts', 'qr', 'issued', 'missed-call', 'not-a-ticket', 'come-again', 'printed', 'rule', 'space'], { description: 'What the system says there (docs/devices.md); either this or text.' })),
  text: Type.Optional(text('The hall\'s own words, with slots such as {number}, {service} or {time}.')),
  align: Type.Optional(Type.Enum(['left', 'center'], { description: 'Left out: left, the name of the hall in the middle.' })),
  size: Type.Optional(Type.Enum(['normal', 'tall', 'large'], { description: 'tall: twice as high. large: twice as high and wide.' })),
  language: Type.Optional(Type.Enum(['first', 'second'], { description: 'second: in the language that the visitor did not choose, where the hall has two.' })),
}, 'One part of a paper.');
const layout = (description: string) => Type.Optional(Type.Array(paperPart, { minItems: 1, maxItems: 40, description }));

const languages = (description: string) => Type.Array(language('Language.'), { ...list, uniqueItems: true, description });

/** A whole hall, as `server/domain/hall-config.ts` describes it. */
export const hallSchema = closed({
  id: id('Id of the hall, part of its addresses.'),
  name: text('Name above every screen and ticket.'),
  address: Type.Optional(text('Where it is.')),
  phone: Type.Optional(phone('Number of the hall.')),
  timeZone: Type.String({ minLength: 1, description: 'IANA time zone, e.g. Asia/Shanghai.' }),
  languages: languages('Languages of the screens; the first is the one they start in.'),
  dayChange: count(0, 23, 'Local hour at which the business day changes.'),
  hours: weekHours('Opening hours of the hall.'),
  calendar: closed({ loadedUntil: localDay('Last day up to which holidays are known; nothing is given out beyond it.'), days: Type.Array(calendarDay, { description: 'Days that differ from their weekday.' }) }, 'Holidays and make-up workdays.'),
  zones: Type.Array(closed({
    id: id('Id of the zone.'), name: text('Name.'), floor: text('Floor.'),
    colour: patterned('^#[0-9A-Fa-f]{6}$', '须写成 #0A5546 这样的颜色', '#RRGGBB; always shown with the sign.'),
    sign: Type.String({ minLength: 1, maxLength: 8, description: 'Short sign over the zone, e.g. A区.' }),
    layout: Type.Optional(screenLayout('How the screens of this zone are cut up; left out: calls.')),
  }, 'A waiting area with its own screens and voice.'), list),
  departments: Type.Array(closed({ id: id('Id of the department.'), name: text('Name.'), order: Type.Optional(count(0, 9999, 'Place in lists.')) }, 'A department.'), list),
  queues: Type.Array(queue, list),
  classes: Type.Array(visitorClass, list),
  services: Type.Array(service, list),
  matters: Type.Array(lifeMatter),
  home: Type.Array(homeTile, { minItems: 1, maxItems: 8, description: 'Tiles of the kiosk, 1 to 8.' }),
  profiles: Type.Array(profile, list),
  counters: Type.Array(counter, list),
  staff: Type.Array(staff, list),
  roster: Type.Array(rosterEntry),
  devices: Type.Array(device),
  papers: Type.Optional(closed({
    logo: Type.Optional(fileNamed(['png'], 'logo.png', 'A black and white PNG for the part logo.')),
    ticket: layout('The ticket, from top to bottom.'), list: layout('What to bring, without a number.'), missing: layout('What was missing, from a counter\'s printer.'),
  }, 'What stands on papers; a kind left out is as shipped.')),
  models: Type.Optional(closed({
    boards: Type.Optional(Type.Array(ownModel, { maxItems: 50, description: 'Boards, each as in docs/devices.md.' })),
    keypads: Type.Optional(Type.Array(ownModel, { maxItems: 50, description: 'Keypads, each as in docs/readers-and-keypads.md.' })),
  }, 'Models of boards and keypads that are not shipped; devices name them as their profile.')),
  missed: closed({
    kind: Type.Enum(['return-after', 'final', 'to-the-end', 'automatic'], { description: 'return-after: woken by the visitor, called after `calls` calls. final: over. to-the-end: starts anew. automatic: returns after `minutes`.' }),
    calls: Type.Optional(count(0, 99, 'return-after: calls of the queue before a woken ticket is called.')),
    minutes: Type.Optional(count(5, 600, 'automatic: minutes until it returns.')),
  }, 'What happens to a ticket whose holder did not come.'),
  alarmsOff: Type.Optional(Type.Array(Type.Enum(['absents-counter', 'absents-zone', 'priority-share', 'long-service', 'closing', 'calendar-ends', 'media', 'clock']), { uniqueItems: true, description: 'Alarms that guide and manager need not see. Devices, counters and people whom nobody may call always alarm.' })),
  protectedOf3: count(0, 3, 'Of 3 consecutive calls of a counter at most so many go to protected classes while others are overdue.'),
  outcomes: named('How a service can end.'),
  pauseReasons: named('Why a counter pauses.'),
  holdReasons: named('Why a ticket is put on hold.'),
  needs: Type.Array(need, { description: 'Needs visitors may state.' }),
  notices: Type.Array(closed({ id: id('Id of the notice.'), text: text('Words.'), zones: Type.Optional(Type.Array(id('Zone id.'), list)) }, 'A notice on displays; without zones: on all.')),
  media: Type.Optional(Type.Array(media, { maxItems: 40, description: 'Pictures and films at the side of split screens, in this order.' })),
  clerkShown: Type.Optional(Type.Enum(['name-and-number', 'name', 'number'], { description: 'What a counter\'s visitor screen tells of the clerk; left out: name-and-number.' })),
  voice: closed({ languages: languages('Languages spoken, in order.'), once: Type.Optional(Type.Boolean({ description: 'true: each call is said once.', default: false })) }, 'Spoken calls.'),
  ratingForm,
  booking: Type.Optional(booking),
  voucherDays: Type.Optional(count(1, 366, 'Days for which a priority voucher is good beyond the one it is given on; left out: 30.')),
  integrations: Type.Optional(integrations),
  messages: Type.Optional(messages),
}, 'A hall file: everything a hall can be told.');

/** What an editor checks: a whole hall, or one that extends another file and replaces some of its sections. */
export const hallFileSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Paihao hall file',
  description: 'Everything a hall can be told. With `extends`, sections given here replace those of the named file whole.',
  type: 'object',
  properties: {
    extends: { type: 'string', pattern: '^[A-Za-z0-9._-]+\\.(yaml|yml|json)$', description: 'A whole hall file in the same folder.' },
    ...hallSchema.properties,
  },
  additionalProperties: false,
  if: { not: { required: ['extends'] } },
  then: { required: hallSchema.required },
};

type Plain<T> = T extends Brand<string, string> ? string : T extends readonly (infer E)[] ? Plain<E>[] : T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
type Differing<A, B> = { [K in keyof A | keyof B]: K extends keyof A & keyof B ? (Same<A[K], B[K]> extends true ? never : K) : K }[keyof A | keyof B];

/** `never` while the schema and the domain describe the same hall; otherwise the names of the sections that differ. */
type HallFileDrift = Differing<Plain<Static<typeof hallSchema>>, Plain<HallConfig>>;
const noDrift: HallFileDrift extends never ? true : HallFileDrift = true;
void noDrift;
