import type { FastifyInstance } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { appointmentBody, emptyBody, reservationBody } from '../../contract/http-shapes.ts';
import type { AppointmentBody, ReservationBody } from '../../contract/http-shapes.ts';
import { bookableOf, daysFor, freeSlots } from '../domain/booking.ts';
import { instant } from '../domain/brands.ts';
import type { AppointmentId, Instant, ServiceId } from '../domain/brands.ts';
import type { BookingSeals, SlotWish } from '../domain/command.ts';
import { isRefusal } from '../domain/decision.ts';
import type { BookingAsk } from '../domain/booking-config.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { readIdentity, readPhone } from '../domain/person-number.ts';
import type { Caller } from '../engine/access.ts';
import { costFor, sourceOf } from '../engine/allowance.ts';
import { freshId, freshToken, sealAlone } from '../engine/fresh-values.ts';
import type { House } from '../engine/house.ts';
import type { KnownPerson } from '../engine/person-keys.ts';
import { appointmentAnswer, readBeside } from './appointment-answer.ts';
import { badRequest, dayFrom } from './bad-request.ts';
import { hallOf, pressRoute } from './press-route.ts';
import type { PressContext, Pressed } from './press-route.ts';
import { RequestRefused, refuseRequest } from './problem.ts';
import { isRole } from './roles.ts';

type Wished = Pick<ReservationBody, 'serviceId' | 'serviceIds' | 'cases'>;

export const startOf = (text: string): Instant => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw badRequest('body/start', 'format');
  return instant(ms);
};
const servicesIn = (body: Wished): readonly ServiceId[] => (body.serviceIds ?? (body.serviceId === undefined ? [] : [body.serviceId])) as ServiceId[];
export const wishOf = (body: Wished, start: string): SlotWish => {
  const services = servicesIn(body);
  if (services.length === 0 || (body.serviceIds !== undefined && body.serviceId !== undefined)) throw badRequest('body/serviceId', 'either', { other: 'serviceIds' });
  return { services, cases: body.cases ?? 1, start: startOf(start) };
};

/** Whoever asks for free times without end copies them, or wants to be the first at each that comes free. */
export const mayAsk = (house: House, source: string): void => {
  const waitMs = house.asks.waitMs(sourceOf(source), house.clock.mono(), costFor(source));
  if (waitMs > 0) throw new RequestRefused('too-many-attempts', { seconds: Math.ceil(waitMs / 1000) });
};

const mostDays = 31;
const slotsRoute = (app: FastifyInstance, house: House): void => {
  const querystring = { type: 'object', additionalProperties: false, properties: {
    service: { type: 'string', minLength: 1, maxLength: 320, description: 'Service id, or several with commas between them for one appointment' },
    from: { type: 'string', maxLength: 10, description: 'First day, YYYY-MM-DD; the first that may be booked when left out' },
    days: { type: 'string', pattern: '^[0-9]{1,2}$', description: `How many days, 1 to ${mostDays}; 7 when left out` },
  }, required: ['service'] };
  app.get('/api/halls/:hall/slots', { config: { answer: answers.slots }, schema: { querystring, summary: 'Times that may be booked, and how many places each has left' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    mayAsk(house, request.ip);
    const query = request.query as { service: string; from?: string; days?: string };
    const from = query.from === undefined ? null : dayFrom(query.from, 'querystring/from');
    const days = Math.max(1, Math.min(mostDays, Number(query.days ?? 7)));
    const { hall } = engine;
    const at = engine.now();
    const ids = query.service.split(',') as ServiceId[];
    const bookable = bookableOf(hall.catalogue, ids, 1);
    if (isRefusal(bookable)) return refuseRequest(request, reply, bookable.code, bookable.about === undefined ? {} : { about: bookable.about });
    const found = freeSlots(hall, ids, from, days, at);
    void reply.header('cache-control', 'no-store');
    return { slots: isRefusal(found) ? [] : found.map(({ start, end, free }) => ({ start: isoInstant(hall.catalogue.zoneTable, start), end: isoInstant(hall.catalogue.zoneTable, end), free })), days: daysFor(hall, bookable, at) };
  });
};

/** How many slots one source may keep at the same time while it books. */
const mostKept = 20;
/** One that was asked for so shortly ago may not have been decided yet. */
const pendingMs = 2_000;
const keptBySource = new WeakMap<House, Map<string, { readonly id: AppointmentId; readonly at: number; readonly until: number }[]>>();
/** Whoever keeps many slots at once is no visitor who books. */
const mayKeep = (house: House, source: string, id: AppointmentId, now: number, forMs: number): void => {
  const all = keptBySource.get(house) ?? new Map<string, { readonly id: AppointmentId; readonly at: number; readonly until: number }[]>();
  keptBySource.set(house, all);
  const name = sourceOf(source);
  const live = (all.get(name) ?? []).filter((one) => one.until > now && (now - one.at < pendingMs || [...house.halls.values()].some((engine) => engine.hall.appointments.get(one.id)?.state === 'reserved')));
  if (live.length * costFor(source) >= mostKept) throw new RequestRefused('too-many-attempts', { seconds: Math.ceil((Math.min(...live.map((one) => one.until)) - now) / 1000) });
  all.delete(name);
  all.set(name, [...live, { id, at: now, until: now + forMs }]);
  // Who kept one last stands last, so those whose time is over come first.
  for (const [other, kept] of all) {
    if (kept.some((one) => one.until > now)) break;
    all.delete(other);
  }
};
const keptMs = 10 * 60_000;
/** Visitors, and staff who book for them. Programs import their own bookings. */
const booksHere = (caller: Caller): boolean => caller.kind === 'anyone' || caller.kind === 'device' || isRole(caller, 'hotline', 'guide', 'manager');

const reservationRoutes = (app: FastifyInstance, house: House): void => {
  const made = new WeakMap<object, AppointmentId>();
  pressRoute<ReservationBody, AppointmentId>(app, house, {
    url: '/reservations', body: reservationBody, summary: 'Keep a slot for some minutes while booking', status: 201, answers: answers.reserved, who: booksHere,
    ready: async (c, request) => {
      const id = freshId() as AppointmentId;
      if (c.caller.kind === 'anyone') mayKeep(house, request.ip, id, house.clock.mono(), keptMs);
      return id;
    },
    press: (c, id) => {
      made.set(c, id);
      return { commands: [{ type: 'reserve', by: c.by, id, wish: wishOf(c.body, c.body.start), language: c.language }] };
    },
    answer: (hall, at, c) => {
      const id = made.get(c);
      const until = (id === undefined ? null : hall.appointments.get(id)?.until) ?? at;
      return { reservation: id === undefined ? '' : house.kept.nameOf(c.engine.id, id), expiresAt: isoInstant(hall.catalogue.zoneTable, until), seconds: Math.round((until - at) / 1000) };
    },
  });
  pressRoute(app, house, {
    url: '/reservations/:reservation/drop', body: emptyBody, summary: 'Give a kept slot back', answers: answers.reservationDropped, who: booksHere, answer: () => ({ dropped: true }),
    press: (c) => ({ commands: [{ type: 'drop-reservation', by: c.by, id: house.kept.idOf(c.engine.id, c.params['reservation'] ?? '') ?? ('' as AppointmentId) }] }),
  });
};

/** What a booking gives of what its group may ask for. */
export const givenIn = (contact: Contact): readonly BookingAsk[] => (['name', 'phone', 'identity'] as const).filter((ask) => contact[ask] !== null);
interface Contact { readonly name: string | null; readonly phone: string | null; readonly identity: string | null }
const contactOf = (body: Pick<AppointmentBody, 'name' | 'phone' | 'identity'>): Contact => {
  const phone = body.phone === undefined ? null : readPhone(body.phone);
  if (body.phone !== undefined && phone === null) throw badRequest('body/phone', 'phone');
  const identity = body.identity === undefined ? null : readIdentity(body.identity);
  if (body.identity !== undefined && identity === null) throw badRequest('body/identity', 'identity');
  return { name: body.name?.trim().normalize('NFC') ?? null, phone, identity };
};

/** `byCard`: finds the appointment by the identity that was given for it, whoever the person is. */
export interface Booking { readonly id: AppointmentId; readonly token: string; readonly code: string; readonly contact: Contact; readonly person: KnownPerson | null; readonly byCard: KnownPerson['sides'][number] | null }
const tailLength = 4;
/** Everything that stands beside the journal about a booking, and what the event commits to. */
export const besides = ({ id, token, code, contact, person, byCard }: Booking): { readonly seals: BookingSeals; readonly sides: NonNullable<Pressed['sides']> } => {
  const sealed = { token: sealAlone(id, 'booking-token', token), code: sealAlone(id, 'booking-code', code), contact: sealAlone(id, 'contact', JSON.stringify({ name: contact.name, phone: contact.phone })) };
  const found = [...(contact.phone === null ? [] : [sealAlone(id, 'phone', contact.phone).side, sealAlone(id, 'phone-tail', contact.phone.slice(-tailLength)).side]), ...(contact.identity === null ? [] : [sealAlone(id, 'tail', contact.identity.slice(-tailLength)).side])];
  return { seals: { token: sealed.token.seal, code: sealed.code.seal, contact: sealed.contact.seal }, sides: [sealed.token.side, sealed.code.side, sealed.contact.side, ...found, ...(person?.sides ?? []), ...(byCard === null ? [] : [byCard])] };
};

/** An identity counts where it can be relied on; else the phone number, or nothing: with invented identities one phone would be many persons. */
const reliesOnIdentity = ({ engine, caller, body }: PressContext<Who & Wished>): boolean => {
  const bookable = bookableOf(engine.hall.catalogue, servicesIn(body), 1);
  return caller.kind === 'staff' || caller.kind === 'integration' || (!isRefusal(bookable) && bookable.group.asks?.includes('identity') === true);
};
type Who = Pick<AppointmentBody, 'name' | 'phone' | 'identity'>;

/** Everything a new booking needs from outside the hall. */
export const bookingFor = async (context: PressContext<Who & Wished>, kept: AppointmentId = freshId() as AppointmentId): Promise<Booking> => {
  const { house, engine, body } = context;
  const contact = contactOf(body);
  const id = kept;
  const relies = reliesOnIdentity(context);
  const person = await house.persons.of(engine.id, { phone: contact.phone, identity: relies ? contact.identity : null });
  return { id, token: freshToken(), code: await house.codes.fresh(), contact, person, byCard: contact.identity === null || relies ? null : house.persons.alsoFinds(engine.id, id, contact.identity) };
};

/** Where the hall asks for it, a visitor shows by a code that the number is theirs. Staff have heard the caller, and platforms check for themselves. Null: shown, or not asked. */
const unproven = ({ caller, engine, house, body }: PressContext<AppointmentBody>, { phone }: Contact): RequestRefused | null => {
  if (phone === null || caller.kind === 'staff' || caller.kind === 'integration' || engine.hall.catalogue.config.booking?.verifyPhone !== true) return null;
  if (body.phoneCode === undefined) return new RequestRefused('phone-code-needed');
  return house.phoneChecks.proves(engine.id, phone, body.phoneCode.normalize('NFKC').replace(/\s/g, '')) ? null : new RequestRefused('phone-code-wrong');
};

/** The slot that a booking names as kept; null when it names none. */
const keptBy = ({ house, engine, body }: PressContext<AppointmentBody>): AppointmentId | null => {
  if (body.reservation === undefined) return null;
  const id = house.kept.idOf(engine.id, body.reservation);
  if (id === null) throw new RequestRefused('unknown-reservation');
  return id;
};
/** Whoever lost the answer, and the page's key with it, shows by the number they gave that the booking is theirs, and is told it once more. */
const bookedAlready = async ({ house, engine }: PressContext<AppointmentBody>, id: AppointmentId | null, contact: Contact): Promise<Booking | null> => {
  const one = id === null ? undefined : engine.hall.appointments.get(id);
  if (one === undefined || one.state === 'reserved') return null;
  const { code, token, contact: known } = await readBeside(house, engine.hall, one.id);
  const same = known !== undefined && known.phone === contact.phone && (contact.phone !== null || known.name === contact.name);
  return same && code !== undefined && token !== undefined ? { id: one.id, code, token, contact: { ...known, identity: null }, person: null, byCard: null } : null;
};

type BookingReady = { readonly refused: RequestRefused } | { readonly refused: null; readonly booking: Booking; readonly again: boolean };
const bookRoute = (app: FastifyInstance, house: House): void => {
  const made = new WeakMap<object, Booking>();
  pressRoute<AppointmentBody, BookingReady>(app, house, {
    url: '/appointments', body: appointmentBody, summary: 'Book a time', status: 201, answers: answers.booked, who: booksHere,
    ready: async (context, request) => {
      const { caller } = context;
      const contact = contactOf(context.body);
      const kept = keptBy(context);
      // A person books a few times; a source that books on and on takes the hall from everybody.
      const waitMs = caller.kind === 'anyone' ? house.bookings.waitMs(sourceOf(request.ip), house.clock.mono(), costFor(request.ip)) : 0;
      const refused = waitMs > 0 ? new RequestRefused('too-many-attempts', { seconds: Math.ceil(waitMs / 1000) }) : unproven(context, contact);
      // Nobody becomes a person by a number that they have not shown to be theirs.
      if (refused !== null) return { refused };
      const before = await bookedAlready(context, kept, contact);
      return { refused, booking: before ?? (await bookingFor(context, kept ?? undefined)), again: before !== null };
    },
    press: (c, ready) => {
      if (ready.refused !== null) throw ready.refused;
      const { booking, again } = ready;
      made.set(c, booking);
      if (again) return { commands: [] };
      const { body } = c;
      const { seals, sides } = besides(booking);
      const given = givenIn(booking.contact);
      return { sides, commands: [{ type: 'book', by: c.by, id: booking.id, kept: body.reservation !== undefined, wish: wishOf(body, body.start), language: body.language ?? c.language, person: booking.person?.id ?? null, given, external: null, seals }] };
    },
    answer: (hall, at, c) => {
      const booking = made.get(c);
      return { appointment: booking === undefined ? null : appointmentAnswer(hall, booking.id, at, { code: booking.code, token: booking.token, contact: booking.contact }, house.publicUrl) };
    },
  });
};

/** What visitors and the hotline do to book a time. */
export const bookingRoutes = (app: FastifyInstance, house: House): void => {
  slotsRoute(app, house);
  reservationRoutes(app, house);
  bookRoute(app, house);
};
