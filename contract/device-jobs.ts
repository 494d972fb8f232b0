/** One piece of a paper. */
export type PaperBlock =
  /** `width` and `height`: magnification, as far as the model can. No row breaks at a word joiner (U+2060); an empty text prints nothing. */
  | { readonly kind: 'text'; readonly text: string; readonly align: 'left' | 'center'; readonly width: 1 | 2; readonly height: 1 | 2 }
  /** Centred and as large as the model can. */
  | { readonly kind: 'number'; readonly text: string }
  /** An ASCII address as a QR code, with a caption below. */
  | { readonly kind: 'qr'; readonly url: string; readonly caption: string }
  /** A black and white picture, centred; one that is wider than the paper is made smaller. `png`: base64. */
  | { readonly kind: 'picture'; readonly png: string }
  | { readonly kind: 'rule' };
/** What a printer is asked to put on paper, from top to bottom. The server has resolved every text; a driver knows no language. */
export interface Paper { readonly blocks: readonly PaperBlock[] }

/** Sent once to the agent that holds the printer; the agent acknowledges when the job is in its spool on disk. */
export interface PrintJob {
  readonly id: string;
  readonly printer: string;
  readonly kind: 'ticket' | 'reprint' | 'missing' | 'list' | 'test';
  /** ISO 8601 instant after which the job must not be begun any more. */
  readonly expiresAt: string;
  readonly paper: Paper;
}

/** `printed`: confirmed by the printer. `sent`: the model cannot answer. `unknown`: begun, then power or line went; never printed again by itself. */
export type PrintState = 'printing' | 'printed' | 'sent' | 'not-printed' | 'unknown';
export type DeviceFault =
  | 'paper-out' | 'paper-out-or-cover' | 'cover-open' | 'cutter' | 'overheated' | 'printer-error'
  | 'offline' | 'no-answer' | 'refused' | 'port-missing' | 'port-denied' | 'port-busy' | 'expired' | 'bad-job'
  | 'module-fault' | 'program-missing' | 'unknown-profile';
export interface PrintReport { readonly job: string; readonly state: PrintState; readonly fault?: DeviceFault }

/** `paper-low` does not stop printing. A board of letters shows 〓 for characters it has no font for, one of digits leaves them out; `text-cut`: it has no room for all of its picture. */
export type DeviceWarning = 'paper-low' | 'characters-replaced' | 'text-cut';
/** How a device stands, as last confirmed. */
export interface DeviceReport {
  readonly device: string;
  readonly state: 'ok' | 'warning' | 'fault' | 'unknown';
  readonly fault?: DeviceFault;
  readonly warning?: DeviceWarning;
}

/** What an agent saw of one device since it runs. Moments are ms since 1970, null: never. `done`: papers, pictures, keys, cards or codes. `rollMm`: paper used since the roll was changed, estimated; null where nobody counts. */
export interface DeviceHealth { readonly device: string; readonly lastSeen: number | null; readonly lastGood: number | null; readonly done: number; readonly faults: number; readonly rollMm: number | null }
/** Where something is plugged in, by a name that lasts: what can stand in a connection. */
export interface PortSeen { readonly kind: 'serial' | 'printer' | 'keys'; readonly path: string }
export interface BoardLine { readonly text: string; readonly colour: 'red' | 'green' | 'yellow' }
/** What stands on a board. The server makes it, a driver turns it into bytes; a board that cannot show all of it shows what it can. */
export interface BoardPicture {
  /** False outside opening hours: dark. */
  readonly on: boolean;
  /** 0 darkest to 15 brightest. */
  readonly brightness: number;
  /** One page stands still; several take turns. Lines from top to bottom. */
  readonly pages: readonly (readonly BoardLine[])[];
  /** The number alone, for boards of digits; '' when nobody is called. */
  readonly number: string;
  /** Calls (leg ids) that stand in it: reported as shown once the board confirmed it. */
  readonly calls: readonly string[];
  /** When its newest call was made, ms since 1970; 0 without one. Of boards that share a line the newest call goes first. */
  readonly newest: number;
}

/** Calls that a board shows by its own confirmation, and `newest` of the picture in which they stand; said again on a new line. A leg called after that moment is not meant: nobody has shown that call yet. */
export interface BoardShown { readonly device: string; readonly calls: readonly string[]; readonly newest: number }

/** A key of a pad, by its name in the profile; answered with whether it did something, and what the pad's display says now. */
export interface KeyPress { readonly device: string; readonly key: string }
export interface KeyAnswer { readonly ok: boolean; readonly shows: string }
/** An identity card on a reader. It goes up this line once and is kept nowhere. `birth`: YYYY-MM-DD. */
export interface CardRead { readonly device: string; readonly number: string; readonly birth: string }
/** A card lies on a reader that can't read it, however often it tries: whoever laid it should lay it again. */
export interface CardUnread { readonly device: string }
/** What a scanner read. */
export interface CodeRead { readonly device: string; readonly text: string }

interface Wired { readonly id: string; readonly name: string; readonly profile: string; readonly connection: string }
/** `model`: how a model speaks that the hall file brings itself; not there for a shipped one. */
interface Modelled extends Wired { readonly address: number; readonly model?: unknown }
/** What an agent must run, whole, on every connect and change. */
export interface AgentView {
  readonly seq: number;
  /** `slip`: tried out on a new roll. */
  readonly printers: readonly (Wired & { readonly slip?: Paper })[];
  /** `address`: 1 to 255, which of those on one line. Two of the same model have the same `model`. */
  readonly boards: readonly (Modelled & { readonly picture: BoardPicture })[];
  /** `shows`: what the pad's own display says. */
  readonly keypads: readonly (Modelled & { readonly shows: string })[];
  readonly readers: readonly Wired[];
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
