export interface SerialLine {
  readonly kind: 'serial';
  readonly path: string;
  readonly baud: number;
  /** The speed is to be found out (`baud=auto`); boards of Onbon only. */
  readonly detect?: true;
  readonly bits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stop: 1 | 2;
  readonly flow: 'none' | 'rtscts' | 'xonxoff';
}
export interface TcpAddress { readonly kind: 'tcp'; readonly host: string; readonly port: number }
/** A printer's device file, as Linux makes it for USB printers without a serial port. */
export interface DeviceFile { readonly kind: 'file'; readonly path: string }
export interface SimulatedLine { readonly kind: 'sim' }
export type Connection = SerialLine | TcpAddress | DeviceFile | SimulatedLine;
export type ParsedConnection = { readonly ok: true; readonly connection: Connection } | { readonly ok: false; readonly reason: string };

const bad = (reason: string): ParsedConnection => ({ ok: false, reason });

/**
 * `serial:/dev/serial/by-id/…?baud=9600&bits=8&parity=none&stop=1&flow=none` (`baud=auto` for boards of Onbon), `tcp://host:9100`, `file:/dev/usb/lp0` or `sim:`.
 * The reason of a refusal names the faulty part in English.
 */
export function parseConnection(text: string): ParsedConnection {
  if (text === 'sim:') return { ok: true, connection: { kind: 'sim' } };
  if (text.startsWith('serial:')) return parseSerial(text.slice('serial:'.length));
  if (text.startsWith('tcp://')) return parseTcp(text);
  if (text.startsWith('file:')) return parseFile(text);
  return bad(`"${text}" is no connection: it must begin with serial:, tcp://, file:/dev/ or be sim:`);
}

/** Only below /dev: a ticket must never end in a file of the disk. */
function parseFile(text: string): ParsedConnection {
  const path = text.slice('file:'.length);
  const plain = /^\/dev\/[^\s?]+$/.test(path) && !path.split('/').includes('..');
  return plain ? { ok: true, connection: { kind: 'file', path } } : bad(`"${text}" is no device file: file:/dev/usb/lp0 is one`);
}

function parseTcp(text: string): ParsedConnection {
  const match = /^tcp:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?\/?$/.exec(text);
  const host = match?.[1];
  if (host === undefined) return bad(`"${text}" is no tcp address: tcp://host:9100 is one`);
  // 9100 is the raw printing port that network printers listen on.
  const port = Number(match?.[2] ?? 9100);
  if (port < 1 || port > 65_535) return bad(`port ${port} is outside 1..65535`);
  return { ok: true, connection: { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port } };
}

function parseSerial(text: string): ParsedConnection {
  const question = text.indexOf('?');
  const path = question < 0 ? text : text.slice(0, question);
  if (path === '') return bad('serial: needs the path of a port');
  const options = new Map(new URLSearchParams(question < 0 ? '' : text.slice(question + 1)));
  const detect = options.get('baud') === 'auto';
  const baud = detect ? 9_600 : Number(options.get('baud') ?? '9600');
  if (!Number.isInteger(baud) || baud < 300 || baud > 921_600) return bad(`baud=${options.get('baud')} is outside 300..921600`);
  const bits = choose(options.get('bits') ?? '8', { '7': 7, '8': 8 } as const);
  const parity = choose(options.get('parity') ?? 'none', { none: 'none', even: 'even', odd: 'odd' } as const);
  const stop = choose(options.get('stop') ?? '1', { '1': 1, '2': 2 } as const);
  const flow = choose(options.get('flow') ?? 'none', { none: 'none', rtscts: 'rtscts', xonxoff: 'xonxoff' } as const);
  if (bits === undefined) return bad(`bits=${options.get('bits')} must be 7 or 8`);
  if (parity === undefined) return bad(`parity=${options.get('parity')} must be none, even or odd`);
  if (stop === undefined) return bad(`stop=${options.get('stop')} must be 1 or 2`);
  if (flow === undefined) return bad(`flow=${options.get('flow')} must be none, rtscts or xonxoff`);
  const stranger = [...options.keys()].find((key) => !['baud', 'bits', 'parity', 'stop', 'flow'].includes(key));
  if (stranger !== undefined) return bad(`"${stranger}" is no serial option`);
  return { ok: true, connection: { kind: 'serial', path, baud, ...(detect ? { detect } : {}), bits, parity, stop, flow } };
}

function choose<T>(text: string, choices: Readonly<Record<string, T>>): T | undefined {
  return Object.hasOwn(choices, text) ? choices[text] : undefined;
}
