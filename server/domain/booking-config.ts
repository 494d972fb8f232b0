import type { BookingRules } from './booking-rules.ts';
import type { LocalDay, ServiceId } from './brands.ts';
import type { ClockTime, Text, Weekday } from './plain-words.ts';

/** Slots of some weekdays, or of one date, which then has no others: from `from` to `to`, each `minutes` long, with `capacity` places; left out: worked out from the roster. */
export interface SlotTemplate {
  readonly days?: readonly Weekday[];
  readonly date?: LocalDay;
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly minutes: number;
  readonly capacity?: number;
}
/** Which days may be booked now, in working days of the queue. `first` 0: also today. `release`: the hour of a working day at which its newest day is added. */
export interface BookingWindow { readonly first: number; readonly last: number; readonly release: ClockTime }

/** What is known of a group's work, from which the places of a slot are worked out (slot-capacity.ts). */
export interface SlotWorkKnown {
  /** Share of booked people who come, above 0 to 1. */
  readonly showRate: number;
  readonly sdMinutes: number;
  readonly walkInsPerHour: number;
  /** The chance that a slot's work does not fit, above 0 and at most 0.5. */
  readonly risk: number;
}
/** Services that are booked alike and share the places of their slots. */
export interface BookingGroup {
  readonly id: string;
  readonly services: readonly ServiceId[];
  /** Id of the rules its visitors follow. */
  readonly rules: string;
  readonly window: BookingWindow;
  readonly slots: readonly SlotTemplate[];
  readonly work?: SlotWorkKnown;
  /** Minutes after its end until an appointment that nobody checked in for is missed. */
  readonly grace: number;
  /** Minutes for which a slot is kept while somebody books; 10 when left out. */
  readonly reservationMinutes?: number;
  /** Minutes until the place of a cancelled one is free again, against trading; 0 when left out. */
  readonly freedAfter?: number;
  /** Most places of each slot that the platform may fill; left out: all of them. */
  readonly platformPlaces?: number;
  /** What a visitor must give. Left out: the phone number. */
  readonly asks?: readonly BookingAsk[];
}
export type BookingAsk = 'name' | 'phone' | 'identity';
export interface BookingConfig {
  /** Where visitors book: on our pages, on the city's platform only, or on both. */
  readonly source: 'own' | 'platform' | 'both';
  readonly platform?: { readonly name: Text; readonly url: string };
  /** Whether who comes after their time still counts as having missed it. */
  readonly lateIsMissed?: boolean;
  /** Visitors show by a code sent to it that their phone number is their own. */
  readonly verifyPhone?: boolean;
  readonly rules: readonly (BookingRules & { readonly id: string })[];
  readonly groups: readonly BookingGroup[];
}


/** A program that acts for a platform. `keyHash`: SHA-256 of its key, base64url. `perMinute`: most requests. */
export interface IntegrationConfig {
  readonly id: string;
  readonly name: Text;
  readonly keyHash: string;
  readonly scopes: readonly IntegrationScope[];
  readonly perMinute: number;
  /** Where it hears of what happened, and of what. */
  readonly webhook?: { readonly url: string; readonly events: readonly WebhookEvent[] };
}
export type IntegrationScope = 'book' | 'journal';
export type WebhookEvent = 'booked' | 'moved' | 'cancelled' | 'missed' | 'checked-in' | 'called' | 'served';

/** What the holder of an appointment is told, and what somebody is told who need not have one. */
export type MessageKind = 'confirmed' | 'remind-day' | 'remind-hours' | 'soon' | 'moved' | 'cancelled' | 'hall-closed' | 'suspended' | 'resumed';
export type DirectKind = 'phone-code' | 'materials';
/** What a hall's own words may name. */
export const messageSlots: Readonly<Record<MessageKind | DirectKind, readonly string[]>> = (() => {
  const usual = ['hall', 'service', 'date', 'time', 'code', 'link', 'phone', 'address'];
  return { confirmed: usual, 'remind-day': usual, 'remind-hours': usual, soon: [...usual, 'number', 'ahead'], moved: usual, cancelled: usual, 'hall-closed': usual, suspended: usual, resumed: usual, 'phone-code': ['hall', 'code', 'phone'], materials: ['hall', 'service', 'papers', 'phone', 'address'] };
})();

/** How people are told of their appointments. Values of `sms` may hold `{phone}`, `{text}`, `{id}` and `{secret:name}`, which is looked up beside the database. */
export interface MessagesConfig {
  readonly sms: {
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Sent as a form or as JSON; one of the two. */
    readonly form?: Readonly<Record<string, string>>;
    readonly json?: Readonly<Record<string, string>>;
    /** What a good answer holds, where a gateway says no with status 200; left out: the status decides. */
    readonly ok?: string;
  };
  /** The hall's own words, in place of ours; gateways often ask for the very words that were registered with them. */
  readonly texts?: { readonly [kind in MessageKind | DirectKind]?: Text };
  /** Nothing but confirmations and calls is sent in these hours. */
  readonly quiet?: { readonly from: ClockTime; readonly to: ClockTime };
  /** Most messages to one person on one day; 10 when left out. */
  readonly perPersonPerDay?: number;
}
