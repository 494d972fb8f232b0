import type { BookingConfig, IntegrationConfig, MessagesConfig } from './booking-config.ts';
import type { ClassId, CounterId, DeviceId, HallId, LocalDay, QueueId, ServiceId, StaffNumber, ZoneId } from './brands.ts';
import type { ClockTime, Language, Text, Weekday } from './plain-words.ts';

export type { Language, Text, Weekday };
export interface Hours { readonly from: ClockTime; readonly to: ClockTime }
export type WeekHours = { readonly [day in Weekday]?: readonly Hours[] };

/** One day that differs from its weekday: closed (`hours: []`), like another weekday, or with hours of its own. */
export interface CalendarDay {
  readonly date: LocalDay;
  readonly name?: Text;
  readonly like?: Weekday;
  readonly hours?: readonly Hours[];
}

/** How a zone's screen is cut up: the calls alone, or with a side for notices, pictures and films. */
export type ScreenLayout = 'calls' | 'split';
export interface Zone { readonly id: ZoneId; readonly name: Text; readonly floor: Text; readonly colour: string; readonly sign: string; readonly layout?: ScreenLayout }
export interface Department { readonly id: string; readonly name: Text; readonly order?: number }

/** One number series. `from`..`to` bound the digits; the printed number is `prefix` and at least `digits` digits. */
export interface QueueConfig {
  readonly id: QueueId;
  readonly name: Text;
  readonly zone: ZoneId;
  readonly prefix: string;
  readonly digits?: number;
  readonly from?: number;
  readonly to?: number;
  readonly hours?: WeekHours;
  /** Tickets a business day, all services of the queue together. */
  readonly dailyQuota?: number;
  /** How long before opening, and before closing, tickets are given out and stopped, in minutes. */
  readonly issueBefore?: number;
  readonly issueStops?: number;
  /** Usual minutes of one case; the first estimate before a queue has called anybody. */
  readonly usualMinutes: number;
}

/** Minutes. The target orders calls and is never told; the promise is told and is longer. */
export interface Targets { readonly target: number; readonly promise: number }
export interface ClassConfig extends Targets {
  readonly id: ClassId;
  readonly name: Text;
  /** What visitors may be told about another's class. */
  readonly kind: 'walk-in' | 'appointment' | 'priority';
  readonly proof: 'anyone' | 'identity' | 'staff';
  readonly protected: boolean;
  /** Age in whole years from which an identity proves the class. */
  readonly fromAge?: number;
  readonly perQueue?: { readonly [queue: string]: Targets };
}

export interface Material { readonly id: string; readonly name: Text; readonly original?: number; readonly copies?: number; readonly seal?: boolean; readonly note?: Text }
export interface ServiceConfig {
  readonly id: ServiceId;
  readonly name: Text;
  readonly department: string;
  readonly kind: 'queue' | 'message' | 'elsewhere';
  /** Required when kind is `queue`. */
  readonly queue?: QueueId;
  /** Said instead of a ticket when kind is `message` or `elsewhere`. */
  readonly message?: Text;
  readonly code?: string;
  readonly cases?: { readonly ask: boolean; readonly max: number };
  readonly persons?: number;
  readonly usualMinutes: number;
  readonly who?: Text;
  readonly inPerson?: boolean;
  readonly materials: readonly Material[];
  readonly fee?: Text;
  readonly legalBasis?: Text;
  /** `on-the-spot`, or working days. */
  readonly takes: 'on-the-spot' | number;
  readonly result?: Text;
  readonly phone?: string;
  readonly checkedOn?: LocalDay;
  readonly searchWords?: readonly string[];
}

/** A reason people come for, as opposed to one service: opening a shop, a birth. */
export interface LifeMatter { readonly id: string; readonly name: Text; readonly services: readonly ServiceId[] }
/** A kiosk home tile. */
export type HomeTile = { readonly name?: Text } & (
  | { readonly queue: QueueId } | { readonly service: ServiceId } | { readonly departments: readonly string[] }
  | { readonly matters: readonly string[] } | { readonly services: readonly ServiceId[] });

export interface ProfileQueue { readonly queue: QueueId; readonly offset: number }
/** Which queues a counter may call. Offset 0 is its own; k > 0: eligible from k minutes before due. Not listed: never. */
export interface Profile { readonly id: string; readonly name: Text; readonly queues: readonly ProfileQueue[]; readonly helpWhenIdle?: boolean }
export interface CounterConfig {
  readonly id: CounterId;
  readonly label: Text;
  /** Spoken as a number where it is one: "12" is said 十二. */
  readonly spoken: string;
  readonly zone: ZoneId;
  readonly profile: string;
  /** Needs this counter can meet: `low-desk`, `induction-loop`, `guide-strip`, `sign-language`, `escort`, `language:en`. */
  readonly equipment?: readonly string[];
  /** Prints for the visitor which papers are missing. */
  readonly printer?: DeviceId;
}

export type Role = 'clerk' | 'guide' | 'hotline' | 'manager' | 'administrator' | 'supervisor';
export interface StaffConfig {
  readonly number: StaffNumber;
  readonly name: Text;
  readonly roles: readonly Role[];
  /** Rights beyond the role. */
  readonly rights?: readonly ('call-by-hand' | 'transfer-first')[];
  /** `scrypt$N$r$p$salt$hash`, base64url. */
  readonly pinHash?: string;
  /** Only in shipped demo halls; refused off loopback. */
  readonly demoPin?: string;
  /** A picture in the hall's media folder, for the visitor screen of the counter where this person sits. */
  readonly photo?: string;
}
/** Who sits where: on weekdays or on one date. Substitutes may sign in too. */
export interface RosterEntry {
  readonly counter: CounterId;
  readonly days?: readonly Weekday[];
  readonly date?: LocalDay;
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly profile?: string;
  readonly clerk?: StaffNumber;
  readonly substitute?: StaffNumber;
}

export interface KioskDevice {
  readonly id: DeviceId; readonly kind: 'kiosk'; readonly name: Text; readonly zone?: ZoneId; readonly printer?: DeviceId;
  /** Prints while its own printer has a fault. */
  readonly fallback?: DeviceId;
}
export interface DisplayDevice { readonly id: DeviceId; readonly kind: 'display'; readonly name: Text; readonly zone?: ZoneId; readonly counter?: CounterId; readonly layout?: ScreenLayout }
/** A device at the end of a wire, which an agent holds. */
interface WiredDevice {
  readonly id: DeviceId; readonly name: Text; readonly agent: DeviceId;
  readonly profile: string;
  /** `serial:/dev/serial/by-id/…?baud=9600`, `tcp://host:9100`, `file:/dev/usb/lp0`, or `sim:` for a simulated one. */
  readonly connection: string;
}
/** `rollMetres`: how long a new roll of paper is, for the forecast of its end. */
export interface PrinterDevice extends WiredDevice { readonly kind: 'printer'; readonly rollMetres?: number }
/** An LED board: over one counter, or for a zone. `address`: which of the boards on one line, 1 when left out. */
export interface BoardDevice extends WiredDevice { readonly kind: 'board'; readonly address?: number; readonly zone?: ZoneId; readonly counter?: CounterId }
/** The process beside the printers. It runs inside the server unless it stands `apart`, on a computer of its own. */
export interface AgentDevice { readonly id: DeviceId; readonly kind: 'agent'; readonly name: Text; readonly apart?: boolean }
/** A pad with keys at a counter: the clerk's, or one by which its visitor rates. */
export interface KeypadDevice extends WiredDevice { readonly kind: 'keypad'; readonly address?: number; readonly counter: CounterId }
/** A reader of identity cards or of codes, beside a kiosk. */
export interface ReaderDevice extends WiredDevice { readonly kind: 'reader'; readonly kiosk: DeviceId }
/** One part of a paper: a named one, or a text of the hall's own, whose slots in braces are filled in. `second`: in the language that the visitor did not choose. */
export interface PaperPart {
  readonly part?: PaperPartName;
  readonly text?: Text;
  readonly align?: 'left' | 'center';
  readonly size?: 'normal' | 'tall' | 'large';
  readonly language?: 'first' | 'second';
}
export type PaperPartName =
  | 'logo' | 'hall' | 'number' | 'service' | 'ahead' | 'range' | 'where' | 'zone' | 'bring' | 'missing' | 'facts' | 'qr' | 'issued' | 'missed-call' | 'not-a-ticket' | 'come-again' | 'printed' | 'rule' | 'space';
/** What stands on each kind of paper, from top to bottom; one left out is as shipped. */
export interface PaperLayouts {
  /** A PNG in the hall's media folder, for the part `logo`. */
  readonly logo?: string;
  readonly ticket?: readonly PaperPart[];
  readonly list?: readonly PaperPart[];
  readonly missing?: readonly PaperPart[];
}
/** Models of boards and keypads that are not shipped, each as its driver reads it (docs/devices.md, docs/readers-and-keypads.md). */
export interface OwnModels { readonly boards?: readonly OwnModel[]; readonly keypads?: readonly OwnModel[] }
export type OwnModel = Readonly<Record<string, unknown>>;
export type DeviceConfig = KioskDevice | DisplayDevice | PrinterDevice | BoardDevice | KeypadDevice | ReaderDevice | AgentDevice;

/** A picture or film at the side of split screens. Without zones and screens: on all of them. */
export interface MediaConfig {
  readonly id: string;
  /** Its name in the hall's media folder; the ending says what it is. */
  readonly file: string;
  readonly text: Text;
  /** How long a picture stands. */
  readonly seconds?: number;
  readonly zones?: readonly ZoneId[];
  readonly screens?: readonly DeviceId[];
}
/** What a counter's visitor screen tells of the clerk. */
export type ClerkShown = 'name-and-number' | 'name' | 'number';

export interface MissedRule {
  readonly kind: 'return-after' | 'final' | 'to-the-end' | 'automatic';
  /** return-after: calls of the queue before a woken ticket is called. */
  readonly calls?: number;
  /** automatic: minutes until it returns by itself, at least 5. */
  readonly minutes?: number;
}

export interface RatingForm {
  readonly version: string;
  readonly title: Text;
  /** Five grades, 5 first. */
  readonly grades: readonly { readonly grade: 1 | 2 | 3 | 4 | 5; readonly name: Text; readonly points: readonly { readonly id: string; readonly name: Text }[] }[];
}

/** The hall file, parsed and checked. Everything a hall can be told is here; nothing about how it stands today. */
export interface HallConfig {
  readonly id: HallId;
  readonly name: Text;
  readonly address?: Text;
  readonly phone?: string;
  readonly timeZone: string;
  readonly languages: readonly Language[];
  /** Local hour at which the business day changes, 0 to 23. */
  readonly dayChange: number;
  readonly hours: WeekHours;
  readonly calendar: { readonly loadedUntil: LocalDay; readonly days: readonly CalendarDay[] };
  readonly zones: readonly Zone[];
  readonly departments: readonly Department[];
  readonly queues: readonly QueueConfig[];
  readonly classes: readonly ClassConfig[];
  readonly services: readonly ServiceConfig[];
  readonly matters: readonly LifeMatter[];
  readonly home: readonly HomeTile[];
  readonly profiles: readonly Profile[];
  readonly counters: readonly CounterConfig[];
  readonly staff: readonly StaffConfig[];
  readonly roster: readonly RosterEntry[];
  readonly devices: readonly DeviceConfig[];
  readonly models?: OwnModels;
  readonly papers?: PaperLayouts;
  readonly missed: MissedRule;
  /** Alarms this hall does not want. */
  readonly alarmsOff?: readonly ('absents-counter' | 'absents-zone' | 'priority-share' | 'long-service' | 'closing' | 'calendar-ends' | 'media' | 'clock')[];
  /** Of 3 consecutive calls of a counter at most so many go to protected ones while others are overdue. */
  readonly protectedOf3: number;
  readonly outcomes: readonly { readonly id: string; readonly name: Text }[];
  readonly pauseReasons: readonly { readonly id: string; readonly name: Text }[];
  readonly holdReasons: readonly { readonly id: string; readonly name: Text }[];
  readonly needs: readonly { readonly id: string; readonly name: Text; readonly help: Text }[];
  readonly notices: readonly { readonly id: string; readonly text: Text; readonly zones?: readonly ZoneId[] }[];
  readonly media?: readonly MediaConfig[];
  readonly clerkShown?: ClerkShown;
  readonly voice: { readonly languages: readonly Language[]; readonly once?: boolean };
  readonly ratingForm: RatingForm;
  /** Left out: nothing can be booked. */
  readonly booking?: BookingConfig;
  /** Days for which a voucher is good beyond the one it is given on; 30 when left out. */
  readonly voucherDays?: number;
  readonly integrations?: readonly IntegrationConfig[];
  /** Left out: nobody is sent anything. */
  readonly messages?: MessagesConfig;
}
