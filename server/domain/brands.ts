/** Values that look alike but must not be mixed up: each id, instant and span has a type of its own. */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds since 1970-01-01T00:00Z, in hall time unless a name says otherwise. */
export type Instant = Brand<number, 'Instant'>;
/** Local business day, `YYYY-MM-DD`. */
export type LocalDay = Brand<string, 'LocalDay'>;
/** Milliseconds of open time on one queue's own clock; only differences on the same clock mean anything. */
export type OpenMs = Brand<number, 'OpenMs'>;

export type HallId = Brand<string, 'HallId'>;
export type ZoneId = Brand<string, 'ZoneId'>;
export type QueueId = Brand<string, 'QueueId'>;
export type ServiceId = Brand<string, 'ServiceId'>;
export type CounterId = Brand<string, 'CounterId'>;
export type ClassId = Brand<string, 'ClassId'>;
export type StaffNumber = Brand<string, 'StaffNumber'>;
export type TicketId = Brand<string, 'TicketId'>;
export type LegId = Brand<string, 'LegId'>;
export type AppointmentId = Brand<string, 'AppointmentId'>;
/** A person as booking rules count them: random, known again by the keyed hash of a phone number or an identity. */
export type PersonId = Brand<string, 'PersonId'>;
export type DeviceId = Brand<string, 'DeviceId'>;

export const instant = (ms: number): Instant => ms as Instant;
export const localDay = (text: string): LocalDay => text as LocalDay;
export const openMs = (ms: number): OpenMs => ms as OpenMs;
export const minutes = (n: number): number => n * 60_000;
