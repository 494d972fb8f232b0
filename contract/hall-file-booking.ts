import { Type } from 'typebox';
import { clockTime, closed, count, id, localDay, patterned, text, weekday } from './hall-file-parts.ts';

const list = { minItems: 1 } as const;
const limit = (what: string) => Type.Optional(count(1, 99, what));

const rules = closed({
  id: id('Id of the rules.'),
  cancelBefore: count(0, 40_320, 'Minutes before its start until which a visitor may cancel or move an appointment; 0: until it starts.'),
  perDay: limit('Most appointments of one person on one day.'),
  perWeek: limit('The same in one week, from Monday.'),
  perMonth: limit('The same in one calendar month.'),
  cancellationsPerMonth: limit('Most cancellations of one person in one calendar month.'),
  bar: Type.Optional(closed({
    missed: count(1, 99, 'So many missed appointments bar a person from booking.'),
    within: Type.Enum(['always', 'year'], { description: 'always: all since the last bar. year: those of one calendar year.' }),
    lasts: Type.Union([closed({ months: count(1, 24, 'Months from the day of the last missed one.') }, 'So many months.'), Type.Literal('rest-of-year')], { description: 'How long it lasts. A number at the kiosk can always be taken.' }),
  }, 'What missing appointments costs; left out: they are only recorded.')),
}, 'What one person may book. A limit left out does not hold.');

const share = (minimum: number, maximum: number, description: string) => Type.Number({ minimum, maximum, description: `${description} ${minimum} to ${maximum}.` });

const group = closed({
  id: id('Id of the group.'),
  services: Type.Array(id('Service id.'), { ...list, description: 'Services that are booked alike and share the places of their slots. A service stands in one group.' }),
  rules: id('Id of the rules.'),
  window: closed({
    first: count(0, 60, 'First day that may be booked, in working days from today; 0: today.'),
    last: count(0, 120, 'Last day that may be booked, in working days from today.'),
    release: clockTime('Hour of a working day at which its newest day is added.'),
  }, 'How far ahead people may book. Nothing is released beyond the loaded calendar.'),
  slots: Type.Array(closed({
    days: Type.Optional(Type.Array(weekday('Weekday.'), list)),
    date: Type.Optional(localDay('One date, instead of weekdays; it then has no other slots.')),
    from: clockTime('First slot begins.'), to: clockTime('Last slot ends.'),
    minutes: count(5, 480, 'Length of a slot in minutes.'),
    capacity: Type.Optional(count(0, 999, 'Places of each slot; left out: worked out from the roster and `work`.')),
  }, 'Slots; those outside the hours of their queue fall away.'), { ...list, maxItems: 60 }),
  work: Type.Optional(closed({
    showRate: share(0.01, 1, 'Share of booked people who come.'),
    sdMinutes: share(0, 240, 'Standard deviation of the service time in minutes.'),
    walkInsPerHour: share(0, 10_000, 'People without an appointment in one hour.'),
    risk: share(0.001, 0.5, 'Chance that the work of a slot does not fit into it.'),
  }, 'From this and the roster the places of a slot are worked out.')),
  grace: count(0, 480, 'Minutes after its end until an appointment is missed and its place goes to those who are here.'),
  reservationMinutes: Type.Optional(count(1, 60, 'Minutes for which a slot is kept while somebody books; left out: 10.')),
  freedAfter: Type.Optional(count(0, 1440, 'Minutes until the place of a cancelled appointment is free again, against trading; left out: 0.')),
  platformPlaces: Type.Optional(count(0, 999, 'Most places of each slot that the platform may fill; left out: all of them.')),
  asks: Type.Optional(Type.Array(Type.Enum(['name', 'phone', 'identity']), { uniqueItems: true, description: 'What a visitor must give; left out: the phone number.' })),
}, 'Services that can be booked together.');

/** Appointments: who may book what, and when. */
export const booking = closed({
  source: Type.Enum(['own', 'platform', 'both'], { description: 'Where visitors book: on our pages, on the platform of the city, or on both.' }),
  platform: Type.Optional(closed({ name: text('Name of the platform.'), url: patterned('^https?://\\S{3,300}$', '须是 http 或 https 网址', 'Its address.') }, 'Where visitors book instead.')),
  lateIsMissed: Type.Optional(Type.Boolean({ description: 'true: who comes after their time still counts as having missed it.', default: false })),
  verifyPhone: Type.Optional(Type.Boolean({ description: 'true: who books on our pages shows by a code, sent as a message, that the phone number is their own. Needs messages.', default: false })),
  rules: Type.Array(rules, list),
  groups: Type.Array(group, list),
}, 'Appointments; left out: nothing can be booked.');

/** Programs that act for a platform. */
export const integrations = Type.Array(closed({
  id: id('Id of the integration; the journal names it.'),
  name: text('Name of the platform.'),
  keyHash: patterned('^[A-Za-z0-9_-]{43}$', '须是 npm run integration-key 给出的散列', 'SHA-256 of its key as `npm run integration-key` prints it.'),
  scopes: Type.Array(Type.Enum(['book', 'journal'], { description: 'book: imports, moves and cancels bookings. journal: reads the journal.' }), { ...list, uniqueItems: true }),
  perMinute: count(1, 60_000, 'Most requests in a minute.'),
  webhook: Type.Optional(closed({
    url: patterned('^https?://\\S{3,300}$', '须是 http 或 https 网址', 'Where it hears of what happened.'),
    events: Type.Array(Type.Enum(['booked', 'moved', 'cancelled', 'missed', 'checked-in', 'called', 'served']), { ...list, uniqueItems: true, description: 'Of what it hears.' }),
  }, 'Signed as Standard Webhooks does; sent again until it is answered.')),
}, 'A program that acts for a platform.'), { description: 'Programs that act for a platform, each with a key of its own.' });

const values = (description: string) => Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 1000 }), { description }));
const words = (of: string) => Type.Optional(text(`Of ${of}.`));
/** Messages to people, through a gateway that is spoken to by HTTP. */
export const messages = closed({
  sms: closed({
    url: patterned('^https?://\\S{3,300}$', '须是 http 或 https 网址', 'Address of the gateway.'),
    headers: values('Header fields. Values may hold {secret:name}.'),
    form: values('Fields of a form; either these or json. Values may hold {phone}, {text}, {id} and {secret:name}.'),
    json: values('Members of a JSON object; either these or form.'),
    ok: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'What a good answer holds, where the gateway says no with status 200.' })),
  }, 'The gateway; docs/messages.md shows two.'),
  texts: Type.Optional(closed({
    confirmed: words('a booking'), 'remind-day': words('the evening before'), 'remind-hours': words('two hours before'), soon: words('three before you, also {number}'), moved: words('another time'), cancelled: words('a cancellation'),
    'hall-closed': words('a cancellation by the hall'), suspended: words('a suspension'), resumed: words('the end of one'), 'phone-code': words('a code for the phone: {hall}, {code}, {phone}'), materials: words('what to bring: {hall}, {service}, {papers}, {phone}, {address}'),
  }, 'Own words, in place of ours; gateways often ask for the very words that were registered with them. They may name {hall}, {service}, {date}, {time}, {code}, {link}, {phone}, {address}.')),
  quiet: Type.Optional(closed({ from: clockTime('Quiet from.'), to: clockTime('Quiet until; may lie on the next day.') }, 'Hours in which only confirmations and calls are sent.')),
  perPersonPerDay: Type.Optional(count(1, 100, 'Most messages to one person on one day; left out: 10.')),
}, 'Messages about appointments; left out: none are sent.');
