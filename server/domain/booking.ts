import type { Instant, LocalDay, ServiceId } from './brands.ts';
import type { Catalogue } from './catalogue.ts';
import { isRefusal } from './decision.ts';
import type { BookingGroup } from './booking-config.ts';
import type { QueueConfig, ServiceConfig } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { businessDay, dayNumber, nextDay } from './hall-time.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { shiftAt } from './roster.ts';
import { slotCapacity } from './slot-capacity.ts';
import { freeAt } from './slot-places.ts';
import { bookableDays, slotsOfDay } from './slots.ts';
import type { Slot } from './slots.ts';
import { stopsVisit } from './suspensions.ts';

/** Services that are to be booked together, the group they belong to, and the queues in which they are called. */
export interface Bookable { readonly group: BookingGroup; readonly services: readonly ServiceConfig[]; readonly queues: readonly QueueConfig[] }

/** What these services are booked as, or why they can't be. */
export const bookableOf = (catalogue: Catalogue, ids: readonly ServiceId[], cases: number): Bookable | Refusal => {
  if (new Set(ids).size !== ids.length) return refuse('service-twice');
  const services: ServiceConfig[] = [];
  for (const id of ids) {
    const service = catalogue.services.get(id);
    if (service === undefined) return refuse('unknown-service', { about: id });
    if (cases > (service.cases?.max ?? 1)) return refuse('too-many-cases', { about: id });
    services.push(service);
  }
  const lonely = services.find((service) => !catalogue.groupsOf.has(service.id));
  if (lonely !== undefined) return refuse('not-bookable', { about: lonely.id });
  const group = (catalogue.groupsOf.get(ids[0] ?? ('' as ServiceId)) ?? []).find((g) => services.every((service) => g.services.includes(service.id)));
  if (group === undefined) return refuse('services-apart');
  const queues = [...new Set(services.flatMap((service) => (service.queue === undefined ? [] : [service.queue])))].flatMap((id) => catalogue.queues.get(id) ?? []);
  return { group, services, queues };
};

/** Groups whose places are worked out from the same counters share them: how many they are, and which of them this one is. */
interface Share { readonly of: number; readonly nth: number; /** All of them share with the same ones, so what is left over by dividing can be given out. */ readonly even: boolean; /** And they have the same slots. */ readonly alike: boolean }
const sharesKnown = new WeakMap<Catalogue, ReadonlyMap<string, Share>>();
const sharesOf = (catalogue: Catalogue): ReadonlyMap<string, Share> => {
  const known = sharesKnown.get(catalogue);
  if (known !== undefined) return known;
  const groups = (catalogue.config.booking?.groups ?? []).filter((group) => group.work !== undefined);
  const queuesOf = new Map(groups.map((group) => [group.id, new Set(group.services.map((id) => catalogue.services.get(id)?.queue))]));
  const worked = new Set<string>([...catalogue.config.counters.map(({ profile }) => profile), ...(catalogue.config.roster ?? []).flatMap(({ profile }) => profile ?? [])]);
  const slotsOf = new Map(groups.map((group) => [group.id, JSON.stringify(group.slots)]));
  const own = [...catalogue.profiles.values()].filter(({ id }) => worked.has(id)).map((profile) => groups.filter(({ id }) => profile.queues.some((q) => q.offset === 0 && queuesOf.get(id)?.has(q.queue) === true)).map(({ id }) => id));
  const sharers = new Map(groups.map(({ id }) => [id, groups.map((group) => group.id).filter((other) => other === id || own.some((some) => some.includes(id) && some.includes(other)))]));
  const shares = new Map([...sharers].map(([id, some]) => [id, { of: some.length, nth: some.indexOf(id), even: some.every((other) => sharers.get(other)?.join() === some.join()), alike: some.every((other) => slotsOf.get(other) === slotsOf.get(id)) }]));
  sharesKnown.set(catalogue, shares);
  return shares;
};

/** Counters that the roster gives to a queue as their own at an instant; all that may call it where there is no roster for them. */
const countersAt = (catalogue: Catalogue, queue: QueueConfig, at: Instant): number => {
  let counters = 0;
  for (const { id, profile } of catalogue.config.counters) {
    const entries = catalogue.shiftsOf.get(id);
    const entry = entries === undefined ? null : (shiftAt(catalogue, entries, at)?.entry ?? null);
    if (entries !== undefined && entry === null) continue;
    if (catalogue.profiles.get(entry?.profile ?? profile)?.queues.some((q) => q.queue === queue.id && q.offset === 0) === true) counters += 1;
  }
  return counters;
};

const workedCapacity = (catalogue: Catalogue, { group, queues }: Bookable, start: Instant, end: Instant, nth: number, day: LocalDay): number => {
  const { work } = group;
  const usual = queues.map((queue) => queue.usualMinutes);
  if (work === undefined || usual.length === 0) return 0;
  const counters = Math.min(...[...new Set(queues)].map((queue) => Math.min(countersAt(catalogue, queue, start), countersAt(catalogue, queue, (end - 1) as Instant))));
  const slotMinutes = (end - start) / 60_000;
  const whole = slotCapacity({
    counters, slotMinutes, meanMinutes: usual.reduce((sum, m) => sum + m, 0) / usual.length, sdMinutes: work.sdMinutes, showRate: work.showRate, walkIns: work.walkInsPerHour * slotMinutes / 60, risk: work.risk,
  });
  const share = sharesOf(catalogue).get(group.id) ?? { of: 1, nth: 0, even: true, alike: true };
  // What is left over goes to each group in turn, slot by slot and day by day, so that with one counter nobody is left without; where their slots differ, for a whole day, so that it is never given out twice.
  const turn = ((share.alike ? nth : 0) + dayNumber(day) + share.nth) % share.of;
  return Math.floor(whole / share.of) + (share.even && turn < whole % share.of ? 1 : 0);
};

/** A hall file never changes, so what its slots of a day are is worked out once. */
const slotsKnown = new WeakMap<Catalogue, Map<string, readonly Slot[]>>();
const slotsInQueue = (catalogue: Catalogue, bookable: Bookable, queue: QueueConfig, day: LocalDay): readonly Slot[] => {
  const known = slotsKnown.get(catalogue) ?? new Map<string, readonly Slot[]>();
  slotsKnown.set(catalogue, known);
  const key = `${day} ${bookable.group.id} ${queue.id}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const slots = slotsOfDay(catalogue.config, catalogue.zoneTable, queue, bookable.group.slots, day, (start, end, nth) => workedCapacity(catalogue, { ...bookable, queues: bookable.group.services.flatMap((id) => catalogue.queues.get(catalogue.services.get(id)?.queue ?? queue.id) ?? []) }, start, end, nth, day));
  known.set(key, slots);
  return slots;
};

/** The slots of a day that lie within the hours of every queue these services need. */
export const slotsFor = (catalogue: Catalogue, bookable: Bookable, day: LocalDay): readonly Slot[] => {
  const [first, ...others] = bookable.queues.map((queue) => slotsInQueue(catalogue, bookable, queue, day));
  return (first ?? []).filter((slot) => others.every((slots) => slots.some((other) => other.start === slot.start && other.end === slot.end)));
};

/** Days begin and are released on whole minutes, so what may be booked is the same for everybody who asks within one. */
const daysKnown = new WeakMap<Catalogue, Map<string, { readonly minute: number; readonly days: readonly LocalDay[] }>>();
/** The days that may be booked now, in order. */
export const daysFor = ({ catalogue }: Hall, { group: { window }, queues: [queue] }: Bookable, at: Instant): readonly LocalDay[] => {
  if (queue === undefined) return [];
  const known = daysKnown.get(catalogue) ?? new Map<string, { readonly minute: number; readonly days: readonly LocalDay[] }>();
  daysKnown.set(catalogue, known);
  const key = `${queue.id} ${window.first} ${window.last} ${window.release}`;
  const minute = Math.floor(at / 60_000);
  const before = known.get(key);
  if (before?.minute === minute) return before.days;
  const days = bookableDays(catalogue.config, catalogue.zoneTable, queue, window, at);
  known.set(key, { minute, days });
  return days;
};

const idsOf = ({ services }: Bookable): readonly ServiceId[] => services.map((service) => service.id);

/** The slot that starts then, when it may be booked now. */
export const slotAt = (hall: Hall, bookable: Bookable, start: Instant, at: Instant): Slot | Refusal => {
  const day = businessDay(hall.catalogue.zoneTable, 0, start);
  if (start <= at) return refuse('slot-over');
  // Slots are worked out, and remembered, only for days that may be booked: anybody may name any day.
  if (!daysFor(hall, bookable, at).includes(day)) return refuse('day-not-bookable');
  const slot = slotsFor(hall.catalogue, bookable, day).find((one) => one.start === start);
  if (slot === undefined) return refuse('unknown-slot');
  return stopsVisit(hall, idsOf(bookable), start, at) === null ? slot : refuse('suspended');
};

export const placesOf = (bookable: Bookable, cases: number): number => bookable.services.length * cases;

export interface FreeSlot { readonly start: Instant; readonly end: Instant; readonly free: number }
/** Slots that may still be booked, from a day on, on at most so many bookable days; `free` counts appointments with these services, 0 when full. */
export const freeSlots = (hall: Hall, ids: readonly ServiceId[], from: LocalDay | null, days: number, at: Instant): readonly FreeSlot[] | Refusal => {
  const bookable = bookableOf(hall.catalogue, ids, 1);
  if (isRefusal(bookable)) return bookable;
  const wanted = daysFor(hall, bookable, at).filter((day) => from === null || (day >= from && day < nextDay(from, days))).slice(0, days);
  return wanted.flatMap((day) => slotsFor(hall.catalogue, bookable, day).flatMap(({ start, end, capacity }) => {
    if (start <= at) return [];
    const free = stopsVisit(hall, ids, start, at) !== null ? 0 : Math.max(0, Math.floor(freeAt(hall.places, { group: bookable.group.id, start, capacity }, at) / ids.length));
    return [{ start, end, free }];
  }));
};
