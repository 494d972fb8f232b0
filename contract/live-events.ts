import type { CounterScreenView, CounterView, DisplayView, KioskView, ManagerView, VisitorView } from '../server/domain/view-shapes.ts';
import type { AgentView, AnnounceJob, BoardShown, CardRead, CardUnread, CodeRead, DeviceHealth, DeviceReport, KeyAnswer, KeyPress, PortSeen, PrintJob, PrintReport } from './device-jobs.ts';

export type * from '../server/domain/view-shapes.ts';
export type { Language, Text } from '../server/domain/hall-config.ts';
export type { LegState } from '../server/domain/leg-states.ts';

/** Namespaces and what each may be told: on connect and on every change `view` with the whole picture. */
export type Namespace = '/kiosk' | '/display' | '/counter' | '/visitor' | '/manager' | '/agent';
export type DisplayLikeView = DisplayView | CounterScreenView;

interface ViewEvent<V> { view: (view: V) => void }
interface KioskEvents extends ViewEvent<KioskView> {
  /** Somebody laid an identity card on this kiosk's reader. */
  card: (card: CardSeen) => void;
  /** A card lies on this kiosk's reader that can't be read. */
  cardUnread: () => void;
  /** This kiosk's scanner read a code, as if a keyboard had typed it. */
  code: (text: string) => void;
}
interface DisplayEvents extends ViewEvent<DisplayLikeView> {
  /** Answer when the sound has ended: `{ok: true}`, or `{ok: false}` when it could not be played. */
  announce: (job: AnnounceJob, ack: (answer: { ok: boolean }) => void) => void;
}
type CounterEvents = ViewEvent<CounterView>;
type VisitorEvents = ViewEvent<VisitorView>;
type ManagerEvents = ViewEvent<ManagerView>;
interface AgentEvents extends ViewEvent<AgentView> {
  /** Answer `{accepted: true}` once the job lies in the spool on disk. */
  print: (job: PrintJob, ack: (answer: { accepted: boolean }) => void) => void;
}

/** An identity card as a kiosk may know it. `reference` proves it once, within a minute; `tail`: the last four of its number; `classes` it proves. */
export interface CardSeen { readonly reference: string; readonly tail: string; readonly classes: readonly string[]; /** Its holder has an appointment today. */ readonly booked: boolean }

interface DisplaySays {
  /** These calls stand on my screen now. */
  shown: (legIds: readonly string[]) => void;
  /** These files of my view I can't show: all of them, again whenever that changes. */
  filesFailed: (files: readonly string[]) => void;
}
interface AgentSays {
  printReport: (report: PrintReport, ack: (answer: { ok: boolean }) => void) => void;
  deviceReport: (report: DeviceReport) => void;
  /** These calls stand on a board of mine; it said so itself. */
  boardShown: (report: BoardShown) => void;
  keyPressed: (press: KeyPress, ack: (answer: KeyAnswer) => void) => void;
  cardRead: (card: CardRead, ack: (answer: { ok: boolean }) => void) => void;
  cardUnread: (card: CardUnread) => void;
  /** Of those devices of mine that did or said something; 40 at most. */
  deviceHealth: (devices: readonly DeviceHealth[]) => void;
  portsSeen: (ports: readonly PortSeen[]) => void;
  codeRead: (code: CodeRead, ack: (answer: { ok: boolean }) => void) => void;
}

/** What the server may send in each namespace, and what it may be told there; anything else ends the socket. */
export interface ServerSays { '/kiosk': KioskEvents; '/display': DisplayEvents; '/counter': CounterEvents; '/visitor': VisitorEvents; '/manager': ManagerEvents; '/agent': AgentEvents }
type Nothing = Record<never, () => void>;
export interface ClientSays { '/kiosk': Nothing; '/display': DisplaySays; '/counter': Nothing; '/visitor': Nothing; '/manager': Nothing; '/agent': AgentSays }

/** Handshake. Browsers with a cookie leave `token` out; visitors give their ticket's token. */
export interface Handshake { readonly hall?: string; readonly token?: string; readonly zone?: string; readonly counter?: string; readonly device?: string }
