import { Type } from 'typebox';
import { closed, count, id, localDay, needId, openPeriods, patterned, phone, staffNumber, targets, text, weekHours, weekday, clockTime } from './hall-file-parts.ts';

const material = closed({
  id: id('Id of the paper, unique within its service; figures on missing papers are kept under it.'),
  name: text('What to bring.'),
  original: Type.Optional(count(0, 20, 'Originals to show or hand in.')),
  copies: Type.Optional(count(0, 20, 'Copies to hand in.')),
  seal: Type.Optional(Type.Boolean({ description: 'Must bear a seal.' })),
  note: Type.Optional(text('When it is needed, or how to get it.')),
}, 'One paper to bring.');

export const service = closed({
  id: id('Id of the service, unique in the hall.'),
  name: text('Name as people know it.'),
  department: id('Id of the department that answers for it.'),
  kind: Type.Enum(['queue', 'message', 'elsewhere'], { description: 'queue: gives a ticket. message: says something instead (done online, at a machine). elsewhere: done at another address.' }),
  queue: Type.Optional(id('Queue of its tickets; required when kind is queue, not allowed otherwise.')),
  message: Type.Optional(text('Said instead of giving a ticket; required when kind is message or elsewhere.')),
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'Code in the national catalogue of services.' })),
  cases: Type.Optional(closed({
    ask: Type.Boolean({ description: 'Whether the kiosk asks how many cases the visitor brings.' }),
    max: count(1, 99, 'Most cases on one ticket.'),
  }, 'Left out: one case, not asked.')),
  persons: Type.Optional(count(1, 9, 'People who must come together for one case, e.g. 2 to register a marriage.', 1)),
  usualMinutes: count(1, 240, 'Usual minutes of one case at the counter.'),
  who: Type.Optional(text('Who may apply.')),
  inPerson: Type.Optional(Type.Boolean({ description: 'true: must be the person, nobody can come instead.', default: false })),
  materials: Type.Array(material, { maxItems: 30, description: 'Everything to bring. An empty list says: nothing is needed.' }),
  fee: Type.Optional(text('What it costs. Left out: free of charge.')),
  legalBasis: Type.Optional(text('Law or rule it rests on.')),
  takes: Type.Union([Type.Literal('on-the-spot'), Type.Integer({ minimum: 1, maximum: 365 })], { description: 'on-the-spot, or a whole number of working days from 1 to 365', 'x-zh-CN': '须是 on-the-spot（当场），或1至365个工作日' }),
  result: Type.Optional(text('What the visitor gets at the end and how.')),
  phone: Type.Optional(phone('Number for questions about it.')),
  checkedOn: Type.Optional(localDay('Day on which its department last checked this entry.')),
  searchWords: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 30, description: 'Other words people use for it.' })),
}, 'One service (事项).');

export const queue = closed({
  id: id('Id of the queue.'),
  name: text('Name on screens and tickets.'),
  zone: id('Zone in which its people wait.'),
  prefix: patterned('^[A-HJ-NP-Z]{0,2}$', '须是0至2个大写字母，不用I和O（易与1和0混淆）', 'Letters before the number: none, one or two of A to Z without I and O, which look like 1 and 0.'),
  digits: Type.Optional(count(1, 6, 'Digits printed at least; shorter numbers get zeros in front.', 3)),
  from: Type.Optional(count(1, 999_999, 'First number of the day.', 1)),
  to: Type.Optional(count(1, 999_999, 'Last number of the day; after A999 comes A1000 when this is larger. Ranges of equal prefix must not overlap.', 999)),
  hours: Type.Optional(weekHours('Hours of this queue where they differ from the hall.')),
  dailyQuota: Type.Optional(count(1, 999_999, 'Tickets a business day, all its services together. Left out: no limit.')),
  issueBefore: Type.Optional(count(0, 720, 'Minutes before opening from which tickets are given out.', 30)),
  issueStops: Type.Optional(count(0, 720, 'Minutes before closing from which no tickets are given out.', 0)),
  usualMinutes: count(1, 240, 'Usual minutes of one case; the first estimate before anybody was called.'),
}, 'One number series (队列); many services can share one.');

export const visitorClass = closed({
  id: id('Id of the class.'),
  name: text('Name for staff and on the own ticket; never shown of others.'),
  kind: Type.Enum(['walk-in', 'appointment', 'priority'], { description: 'All that others may be told of it.' }),
  proof: Type.Enum(['anyone', 'identity', 'staff'], { description: 'Who may claim it: anyone; an identity card that shows the age; or a member of staff who saw the proof. The kiosk offers only the first two.' }),
  protected: Type.Boolean({ description: 'Goes first once overdue. Only for classes of kind appointment, which the number of slots bounds.' }),
  fromAge: Type.Optional(count(1, 120, 'Age in whole years from which an identity card proves the class; required when proof is identity.')),
  ...targets,
  perQueue: Type.Optional(Type.Record(Type.String(), closed(targets, 'Target and promise in this queue.'), { description: 'Queue id → target and promise that differ there.' })),
}, 'A class of visitors.');

export const calendarDay = closed({
  date: localDay('The day that differs from its weekday.'),
  name: Type.Optional(text('Why, e.g. the name of the holiday.')),
  like: Type.Optional(weekday('Open like this weekday: a make-up workday.')),
  hours: Type.Optional(openPeriods),
}, 'A day with `like` or with `hours`, not both. `hours: []` is closed.');

export const rosterEntry = closed({
  counter: id('Counter id.'),
  days: Type.Optional(Type.Array(weekday('Weekday.'), { minItems: 1, maxItems: 7, description: 'Weekdays; either these or `date`.' })),
  date: Type.Optional(localDay('One date; replaces the weekday entries of the counter on that date.')),
  from: clockTime('Start.'),
  to: clockTime('End, after the start.'),
  profile: Type.Optional(id('Profile in this time. Left out: the one of the counter.')),
  clerk: Type.Optional(staffNumber('Who sits here.')),
  substitute: Type.Optional(staffNumber('Who stands in.')),
}, 'Who sits where and when.');

export const need = closed({
  id: needId('Id of the need; counters that can meet it list it under `equipment`.'),
  name: text('Name on the kiosk.'),
  help: text('Words of help for the clerk, shown before anything else.'),
}, 'Something a visitor may need at the counter.');
