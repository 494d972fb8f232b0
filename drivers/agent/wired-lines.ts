import type { AgentView, BoardShown, DeviceFault, DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import { BoardLoop } from '../board/board-loop.ts';
import { boardProfileOf } from '../board/board-profiles.ts';
import { detectBaud } from '../board/detect-baud.ts';
import type { Detection } from '../board/detect-baud.ts';
import { codecFor } from '../board/family-codec.ts';
import type { Clock } from '../device/clock.ts';
import { LineBus } from '../device/line-bus.ts';
import type { LineFrame } from '../device/line-frame.ts';
import { EvtestKeypad, inputPath } from '../keypad/evtest-keypad.ts';
import type { KeyName } from '../keypad/key-names.ts';
import { keypadProfileOf } from '../keypad/keypad-profiles.ts';
import { SerialKeypads } from '../keypad/serial-keypad.ts';
import { usbKeys } from '../keypad/usb-keys.ts';
import { HookReader, hookPort } from '../reader/hook-reader.ts';
import { IdReaderLoop } from '../reader/id-reader-loop.ts';
import type { ReadCard } from '../reader/resident-card.ts';
import { Scanner } from '../reader/scanner.ts';
import { dial } from '../registry.ts';
import type { SimulatedLines } from '../registry.ts';
import { parseConnection } from '../transport/connection.ts';
import type { Connection, SerialLine } from '../transport/connection.ts';
import { dialReal } from '../transport/dial.ts';
import type { Transport } from '../transport/transport.ts';

/** Where what devices say goes. */
export interface LineEars {
  readonly clock: Clock;
  readonly simulators: SimulatedLines | null;
  readonly onDevice: (report: DeviceReport) => void;
  readonly onShown: (shown: BoardShown) => void;
  readonly onKey: (device: string, key: KeyName) => void;
  readonly onCard: (device: string, card: Pick<ReadCard, 'number' | 'birth'>) => void;
  readonly onUnread: (device: string) => void;
  readonly onCode: (device: string, text: string) => void;
}
/** All devices on one line, driven together. */
export interface DrivenLine {
  reports(): readonly DeviceReport[];
  health(): readonly DeviceHealth[];
  shown(): readonly BoardShown[];
  /** The newest pictures and texts for those that show something. */
  update(view: AgentView): void;
  show(device: string, text: string): void;
  close(): Promise<void>;
}
type Board = AgentView['boards'][number];
type Keypad = AgentView['keypads'][number];
type Reader = AgentView['readers'][number];

const nothing = (): void => undefined;
const noHealth = (): readonly DeviceHealth[] => [];
const showsNone = (): readonly BoardShown[] => [];
/** Devices that cannot be driven say why, instead of being left out. */
const faulty = (devices: readonly { readonly id: string }[], fault: DeviceFault, { onDevice }: LineEars): DrivenLine => {
  const reports = devices.map(({ id }): DeviceReport => ({ device: id, state: 'fault', fault }));
  for (const report of reports) onDevice(report);
  return { reports: () => reports, health: noHealth, shown: showsNone, update: nothing, show: nothing, close: () => Promise.resolve() };
};
const dialled = (text: string, { clock, simulators }: LineEars, simulated: (lines: SimulatedLines) => Transport | null): { readonly connection: Connection; readonly transport: Transport } | null => {
  const parsed = parseConnection(text);
  const transport = parsed.ok ? dial(parsed.connection, clock, simulators === null ? null : () => simulated(simulators)) : null;
  return parsed.ok && transport !== null ? { connection: parsed.connection, transport } : null;
};

/** Null where no board can be asked whether it is there: then the line has the usual speed. */
const detectionFor = (boards: readonly Board[], connection: SerialLine, clock: Clock): Detection | null => {
  const pings = boards.flatMap((board): readonly LineFrame[] => {
    const profile = boardProfileOf(board);
    const ping = profile?.family === 'onbon-k' ? codecFor(profile).ping(board.address) : null;
    return ping === null ? [] : [ping];
  });
  return pings.length === 0 ? null : detectBaud((baud) => dialReal({ ...connection, baud }, clock), pings, clock);
};

export const driveBoards = (boards: readonly Board[], ears: LineEars): DrivenLine => {
  const [first] = boards;
  const unknown = boards.find((board) => boardProfileOf(board) === null);
  const line = first === undefined ? null : dialled(first.connection, ears, (lines) => lines.boardLine(first));
  if (unknown !== undefined || line === null) return faulty(boards, unknown !== undefined ? 'unknown-profile' : 'port-missing', ears);
  const { clock, onDevice, onShown } = ears;
  const detection = line.connection.kind === 'serial' && line.connection.detect === true ? detectionFor(boards, line.connection, clock) : null;
  const baud = detection?.baud ?? (line.connection.kind === 'serial' ? line.connection.baud : null);
  const bus = new LineBus({ transport: detection?.transport ?? line.transport, clock, baud });
  const loops = boards.flatMap((board) => {
    const { id, address } = board;
    const profile = boardProfileOf(board);
    return profile === null ? [] : [{ id, loop: new BoardLoop({ device: id, address, profile, bus, clock, onDevice, onShown }) }];
  });
  return {
    reports: () => loops.map(({ loop }) => loop.report),
    health: () => loops.map(({ loop }) => loop.health),
    shown: () => loops.flatMap(({ loop }) => loop.shown ?? []),
    update: (view) => {
      for (const { id, loop } of loops) {
        const picture = view.boards.find((board) => board.id === id)?.picture;
        if (picture !== undefined) loop.want(picture);
      }
    },
    show: nothing,
    close: async () => {
      for (const { loop } of loops) loop.close();
      await bus.close();
    },
  };
};

/** A USB pad of a computer without a screen; it has no display of its own. */
const driveUsbPad = ({ id, profile }: Keypad, path: string, ears: LineEars): DrivenLine => {
  const keys = usbKeys.get(profile);
  if (keys === undefined) return faulty([{ id }], 'unknown-profile', ears);
  const { clock, onDevice, onKey } = ears;
  const pad = new EvtestKeypad({ device: id, path, keys, clock, onDevice, onKey });
  return { reports: () => [pad.report], health: () => [pad.health], shown: showsNone, update: nothing, show: nothing, close: () => pad.close() };
};

export const driveKeypads = (keypads: readonly Keypad[], ears: LineEars): DrivenLine => {
  const [first] = keypads;
  const path = inputPath(first?.connection ?? '');
  if (first !== undefined && path !== null) return driveUsbPad(first, path, ears);
  const profile = first === undefined ? null : keypadProfileOf(first);
  const line = first === undefined ? null : dialled(first.connection, ears, (lines) => lines.keypadLine(first));
  if (profile === null || line === null || keypads.some((pad) => pad.profile !== first?.profile)) return faulty(keypads, profile === null ? 'unknown-profile' : 'port-missing', ears);
  const { clock, onDevice, onKey } = ears;
  const pads = new SerialKeypads({ profile, keypads: keypads.map(({ id, address }) => ({ device: id, address })), transport: line.transport, clock, onDevice, onKey });
  return {
    reports: () => pads.reports,
    health: () => pads.health,
    shown: showsNone,
    update: (view) => {
      for (const { id, shows } of view.keypads) pads.show(id, shows);
    },
    show: (device, text) => pads.show(device, text),
    close: () => pads.close(),
  };
};

/** A reader behind its vendor's program has no line of its own. */
const driveHook = ({ id: device }: Reader, port: number, ears: LineEars): DrivenLine => {
  const { clock, onDevice, onCard, onUnread, onCode } = ears;
  const hook = new HookReader({ device, port, clock, onDevice, onCard: (card) => onCard(device, card), onUnread: () => onUnread(device), onCode: (text) => onCode(device, text) });
  return { reports: () => [hook.report], health: () => [hook.health], shown: showsNone, update: nothing, show: nothing, close: () => hook.close() };
};

export const driveReader = (reader: Reader, ears: LineEars): DrivenLine => {
  const { id: device, profile, connection } = reader;
  const port = hookPort(connection);
  if ((port !== null) !== (profile === 'hook')) return faulty([reader], 'unknown-profile', ears);
  if (port !== null) return driveHook(reader, port, ears);
  const line = dialled(connection, ears, (lines) => lines.readerLine(reader));
  if (line === null) return faulty([reader], 'port-missing', ears);
  const { clock, onDevice, onCard, onUnread, onCode } = ears;
  const options = { device, transport: line.transport, clock, onDevice };
  const make = (): IdReaderLoop | Scanner | null => {
    if (profile === 'resident-id') return new IdReaderLoop({ ...options, onCard: (card) => onCard(device, card), onUnread: () => onUnread(device) });
    return profile === 'scanner' ? new Scanner({ ...options, onCode: (text) => onCode(device, text) }) : null;
  };
  const loop = make();
  return loop === null ? faulty([reader], 'unknown-profile', ears) : { reports: () => [loop.report], health: () => [loop.health], shown: showsNone, update: nothing, show: nothing, close: () => loop.close() };
};
