/** What a printer is asked to put on paper. The server has resolved every text; a driver knows no language. */
export interface Paper {
  /** Centred at the top, e.g. the hall's name. */
  readonly heading: string;
  /** Printed as large as the model can, centred; empty on a slip without a number. */
  readonly number: string;
  /** Left-aligned body lines: service, people ahead, expected range, where to go, what to bring. No row breaks at a word joiner (U+2060). */
  readonly lines: readonly string[];
  /** ASCII address printed as a QR code, with a caption below; null where phones cannot reach the hall. */
  readonly qr: { readonly url: string; readonly caption: string } | null;
  /** Small print at the end: time of issue, what happens to missed calls. */
  readonly small: readonly string[];
  /** Body lines in double height, for people who asked for large print. */
  readonly large: boolean;
}

/** Sent once to the agent that holds the printer; the agent acknowledges when the job is in its spool on disk. */
export interface PrintJob {
  readonly id: string;
  readonly printer: string;
  readonly kind: 'ticket' | 'reprint' | 'list' | 'test';
  /** ISO 8601 instant after which the job must not be begun any more. */
  readonly expiresAt: string;
  readonly paper: Paper;
}

/** `printed`: confirmed by the printer. `sent`: the model cannot answer. `unknown`: begun, then power or line went; never printed again by itself. */
export type PrintState = 'printing' | 'printed' | 'sent' | 'not-printed' | 'unknown';
export type DeviceFault =
  | 'paper-out' | 'paper-out-or-cover' | 'cover-open' | 'cutter' | 'overheated' | 'printer-error'
  | 'offline' | 'no-answer' | 'port-missing' | 'port-denied' | 'port-busy' | 'expired' | 'bad-job';
export interface PrintReport { readonly job: string; readonly state: PrintState; readonly fault?: DeviceFault }

/** How a device stands, as last confirmed. `paper-low` is a warning and does not stop printing. */
export interface DeviceReport {
  readonly device: string;
  readonly state: 'ok' | 'warning' | 'fault' | 'unknown';
  readonly fault?: DeviceFault;
  readonly warning?: 'paper-low';
}

/** What an agent must run, whole, on every connect and change. */
export interface AgentView {
  readonly seq: number;
  readonly printers: readonly { readonly id: string; readonly name: string; readonly profile: string; readonly connection: string }[];
}

/** Sent to the one display that speaks for a zone; answered with `{ok}` when the sound has ended. */
export interface AnnounceJob {
  readonly id: string;
  readonly zone: string;
  /** Path of the joined sound on the server, `/audio/{hash}.wav`; null where no clip exists: the display rings its chime. */
  readonly audio: string | null;
  /** The same words as text, for people who cannot hear. */
  readonly texts: readonly string[];
  readonly tickets: readonly string[];
  readonly expiresAt: string;
}
