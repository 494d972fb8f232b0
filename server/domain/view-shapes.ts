import type { Language, ScreenLayout, Text } from './hall-config.ts';
import type { LegState } from './leg-states.ts';
import type { RefusalCode } from './refusal.ts';

/** Views are whole pictures for one kind of screen. Instants are epoch milliseconds of hall time; `now` lets a screen show the server's clock, not its own. */
interface View { readonly seq: number; readonly now: number; readonly hallName: Text }
export interface ZoneSign { readonly id: string; readonly name: Text; readonly floor: Text; readonly colour: string; readonly sign: string }
/** Minutes from now, open or not: `low`..`high` holds 80 % of cases. */
export interface EstimateView { readonly minutes: number; readonly low: number; readonly high: number }
export interface SuspensionView { readonly id: string; readonly scope: Text; readonly reason: Text; readonly expectedBack: number | null }

export interface DisplayCall {
  readonly legId: string;
  readonly number: string;
  readonly counter: Text;
  readonly counterId: string;
  readonly calledAt: number;
  /** Last call or recall; a change means: flash again. */
  readonly lastAt: number;
  readonly state: 'called' | 'serving';
}
/** A file of the hall's media folder and its address. */
export interface MediaFileView { readonly file: string; readonly path: string }
/** A picture stands `seconds`; a film runs to its end. */
export interface MediaView extends MediaFileView { readonly film: boolean; readonly text: Text; readonly seconds: number }

/** A zone's screen. `calls`: newest first, at most 12. `speaks`: this display is the one that sounds the zone's announcements. */
export interface DisplayView extends View {
  readonly kind: 'zone';
  readonly zone: ZoneSign;
  readonly calls: readonly DisplayCall[];
  readonly paused: readonly { readonly counter: Text; readonly reason: Text; readonly back: number | null }[];
  readonly notices: readonly Text[];
  readonly suspensions: readonly SuspensionView[];
  readonly layout: ScreenLayout;
  /** What stands at the side; empty unless the layout is split. */
  readonly media: readonly MediaView[];
  readonly speaks: boolean;
}
/** The screen above or on one counter that its visitor reads. */
export interface CounterScreenView extends View {
  readonly kind: 'counter';
  readonly counterId: string;
  readonly zone: ZoneSign;
  readonly counter: Text;
  readonly state: 'closed' | 'open' | 'paused';
  readonly pausedReason: Text | null;
  readonly back: number | null;
  /** As much as the hall tells of whoever sits there: name, number or both, and the photo that the hall file names. */
  readonly clerk: { readonly name: Text | null; readonly number: string | null; readonly photo: MediaFileView | null } | null;
  readonly services: readonly Text[];
  readonly number: string | null;
  readonly ticketState: 'called' | 'serving' | null;
  readonly lastAt: number | null;
  /** What the clerk typed for somebody who can't hear. */
  readonly caption: string;
  /** Set for 60 s after a leg was finished: the visitor may rate here. */
  readonly rate: { readonly legId: string; readonly number: string; readonly until: number } | null;
}

export interface KioskServiceView {
  readonly id: string;
  /** Null: a number can be taken now. */
  readonly refused: RefusalCode | null;
  /** When numbers are given out again; null when unknown or open now. */
  readonly opensAt: number | null;
  /** When today's numbers stop; null around the clock. */
  readonly stopsAt: number | null;
  readonly counters: number;
  readonly waiting: number;
  readonly estimate: EstimateView | null;
}
export interface KioskView extends View {
  readonly kind: 'kiosk';
  readonly services: readonly KioskServiceView[];
  readonly suspensions: readonly SuspensionView[];
  readonly notices: readonly Text[];
  /** `elsewhere`: where tickets come out now, when that is at another kiosk. */
  readonly printer: { readonly id: string; readonly state: 'ok' | 'warning' | 'fault' | 'unknown'; readonly fault: string | null; readonly elsewhere: Text | null } | null;
  /** The latest tickets of this kiosk whose paper is not settled, and how printing goes. */
  readonly prints: readonly { readonly ticketId: string; readonly job: string; readonly state: PrintStateView; readonly fault: string | null; readonly elsewhere: Text | null }[];
  /** The check list that this kiosk printed last. */
  readonly list: { readonly job: string; readonly state: PrintStateView; readonly fault: string | null; readonly elsewhere: Text | null } | null;
  readonly help: { readonly id: string; readonly state: 'asked' | 'acknowledged' } | null;
  /** Where phones reach the hall, without a slash at the end; null: nowhere, so no QR and no words about the phone. */
  readonly publicUrl: string | null;
}
export type PrintStateView = 'issued' | 'printing' | 'printed' | 'sent' | 'not-printed' | 'unknown';

export interface PersonInLine {
  readonly ticketId: string;
  readonly legId: string;
  readonly number: string;
  readonly service: Text;
  readonly waited: number;
  readonly mark: 'on-time' | 'due-soon' | 'late';
  readonly kind: 'walk-in' | 'appointment' | 'priority';
  readonly away: boolean;
  readonly needs: readonly string[];
}
export interface CurrentTicketView {
  readonly ticketId: string;
  readonly legId: string;
  readonly number: string;
  readonly state: 'called' | 'serving';
  readonly serviceId: string;
  readonly service: Text;
  readonly materials: readonly { readonly id: string; readonly name: Text }[];
  readonly kind: 'walk-in' | 'appointment' | 'priority';
  readonly className: Text;
  readonly language: Language;
  readonly cases: number;
  readonly needs: readonly { readonly id: string; readonly name: Text; readonly help: Text }[];
  /** Open minutes waited until called; minutes left of the promise at the call, negative when broken. */
  readonly waited: number;
  readonly promiseLeft: number;
  readonly calledAt: number;
  readonly startedAt: number | null;
  readonly usualMinutes: number;
  readonly recalls: number;
  readonly voice: 'waiting' | 'speaking' | 'spoken' | 'failed';
  readonly shown: boolean;
  /** What still keeps `absent` from being pressed; `allowedAt` when only time is missing. */
  readonly absent: { readonly allowed: boolean; readonly allowedAt: number | null; readonly waitsFor: readonly ('shown' | 'spoken' | 'recall' | 'time')[] };
  readonly otherLegs: readonly { readonly service: Text; readonly state: LegState }[];
  readonly why: WhyView;
}
/** Why a call fell on this person. `passed` counts those who stood earlier in due order, by the one reason that let this call pass them. */
export interface WhyView {
  readonly rule: CallRule;
  readonly passed: readonly { readonly reason: PassReason; readonly count: number; readonly numbers: readonly string[] }[];
}
export type CallRule = 'earliest-due' | 'protected' | 'share' | 'returned' | 'placed' | 'by-hand' | 'direct';
export type PassReason = 'protected' | 'offset' | 'needs' | 'returned' | 'placed' | 'by-hand';

export interface CounterView extends View {
  readonly kind: 'desk';
  readonly counter: { readonly id: string; readonly label: Text; readonly zone: ZoneSign };
  readonly clerk: { readonly number: string; readonly name: Text } | null;
  readonly paused: { readonly reason: Text; readonly since: number; readonly back: number | null } | null;
  readonly current: CurrentTicketView | null;
  readonly queues: readonly { readonly id: string; readonly name: Text; readonly offset: number; readonly waiting: number; readonly longest: number }[];
  readonly waitingTotal: number;
  readonly longest: number;
  /** The next people in the order this counter would call them, at most 12. */
  readonly line: readonly PersonInLine[];
  readonly held: readonly (PersonInLine & { readonly reason: Text })[];
  readonly absent: readonly (PersonInLine & { readonly since: number })[];
  readonly undo: { readonly act: string; readonly number: string; readonly until: number } | null;
  readonly suspensions: readonly SuspensionView[];
}

/** A visitor's own ticket and nobody else's. */
export interface VisitorView extends View {
  readonly kind: 'visitor';
  readonly number: string;
  readonly state: LegState;
  readonly zone: ZoneSign;
  readonly issuedAt: number;
  readonly services: readonly { readonly legId: string; readonly name: Text; readonly state: LegState; /** Waiting, but not called until its suspension ends. */ readonly suspended: boolean; readonly materials: readonly { readonly name: Text }[]; readonly rateable: boolean; readonly rated: boolean }[];
  readonly ahead: number;
  /** The time booked, while it lies ahead. */
  readonly booked: { readonly start: number; readonly end: number } | null;
  readonly estimate: EstimateView | null;
  readonly promise: number;
  readonly counters: readonly Text[];
  readonly counter: Text | null;
  readonly lastCallAt: number | null;
  readonly away: { readonly until: number } | null;
  readonly awaysLeft: number;
  readonly missed: { readonly kind: 'return-after' | 'final' | 'to-the-end' | 'automatic'; readonly calls: number; readonly minutes: number };
  readonly suspensions: readonly SuspensionView[];
}

export type AlarmKind =
  | 'nobody-may-call' | 'no-speaker' | 'printer' | 'board' | 'device' | 'agent-gone' | 'counter-gone' | 'screen-silent' | 'perhaps-blank-paper' | 'absents-counter' | 'absents-zone'
  | 'priority-share' | 'clock' | 'long-service' | 'closing' | 'calendar-ends' | 'media' | 'messages';
export interface AlarmView { readonly kind: AlarmKind; readonly about: string; readonly name: Text; readonly since: number | null; readonly count: number }
/** What guide and manager see: the live hall. */
export interface ManagerView extends View {
  readonly kind: 'manager';
  readonly alarms: readonly AlarmView[];
  readonly help: readonly { readonly id: string; readonly device: string; readonly name: Text; readonly askedAt: number; readonly acknowledged: boolean }[];
  readonly queues: readonly { readonly id: string; readonly name: Text; readonly zone: string; readonly waiting: number; readonly longest: number; readonly counters: number; readonly serving: string | null }[];
  /** `missing`: whom the roster puts there and who has not signed in 10 min after the start. */
  readonly counters: readonly { readonly id: string; readonly label: Text; readonly zone: string; readonly state: 'closed' | 'open' | 'paused' | 'called' | 'serving'; readonly clerk: Text | null; readonly number: string | null; readonly since: number | null; readonly missing: { readonly clerk: Text; readonly since: number } | null }[];
  readonly absent: readonly PersonInLine[];
  readonly held: readonly PersonInLine[];
  readonly printers: readonly { readonly id: string; readonly name: Text; readonly state: 'ok' | 'warning' | 'fault' | 'unknown'; readonly fault: string | null }[];
  /** Services whose information visitors called wrong since somebody checked it. */
  readonly doubts: readonly { readonly serviceId: string; readonly name: Text; readonly count: number }[];
  readonly unprinted: readonly { readonly ticketId: string; readonly number: string; readonly state: PrintStateView; readonly fault: string | null }[];
  readonly suspensions: readonly SuspensionView[];
  readonly today: { readonly issued: number; readonly served: number; readonly waiting: number; readonly unspoken: number };
}
