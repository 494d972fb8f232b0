import type { AgentView, BoardShown, DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import { driveBoards, driveKeypads, driveReader } from './wired-lines.ts';
import type { DrivenLine, LineEars } from './wired-lines.ts';

interface Wanted { readonly key: string; readonly drive: () => DrivenLine }
interface Addressed { readonly id: string; readonly profile: string; readonly connection: string; readonly address: number }

/** Devices that share a line; simulated ones have a line each. */
const byLine = <T extends Addressed>(devices: readonly T[]): readonly (readonly T[])[] => {
  const lines = new Map<string, T[]>();
  for (const device of devices) {
    const line = device.connection === 'sim:' ? `sim:${device.id}` : device.connection;
    lines.set(line, [...(lines.get(line) ?? []), device]);
  }
  return [...lines.values()];
};
/** Anything in which a line differs from before makes it a new one. */
const keyOf = (kind: string, devices: readonly { readonly id: string; readonly profile: string; readonly connection: string; readonly address?: number; readonly model?: unknown }[]): string =>
  JSON.stringify([kind, ...devices.map(({ id, profile, connection, address, model }) => [id, profile, connection, address, model])]);

/** Boards, keypads and readers of one agent, as its view names them. */
export class WiredDevices {
  readonly #ears: LineEars;
  readonly #lines = new Map<string, DrivenLine>();
  #closed = false;

  constructor(ears: LineEars) {
    this.#ears = ears;
  }

  /** As last confirmed. */
  get reports(): readonly DeviceReport[] {
    return [...this.#lines.values()].flatMap((line) => line.reports());
  }

  get health(): readonly DeviceHealth[] {
    return [...this.#lines.values()].flatMap((line) => line.health());
  }

  /** Calls that boards show now. */
  get shown(): readonly BoardShown[] {
    return [...this.#lines.values()].flatMap((line) => line.shown());
  }

  see(view: AgentView): void {
    if (this.#closed) return;
    const wanted = this.#wantedBy(view);
    for (const [key, line] of this.#lines) {
      if (wanted.some((one) => one.key === key)) continue;
      this.#lines.delete(key);
      void line.close();
    }
    for (const { key, drive } of wanted) if (!this.#lines.has(key)) this.#lines.set(key, drive());
    for (const line of this.#lines.values()) line.update(view);
  }

  /** Puts a text on a keypad's own display at once. */
  show(device: string, text: string): void {
    for (const line of this.#lines.values()) line.show(device, text);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#lines.values()].map((line) => line.close()));
  }

  #wantedBy({ boards, keypads, readers }: AgentView): readonly Wanted[] {
    return [
      ...byLine(boards).map((line): Wanted => ({ key: keyOf('boards', line), drive: () => driveBoards(line, this.#ears) })),
      ...byLine(keypads).map((line): Wanted => ({ key: keyOf('keypads', line), drive: () => driveKeypads(line, this.#ears) })),
      ...readers.map((reader): Wanted => ({ key: keyOf('reader', [reader]), drive: () => driveReader(reader, this.#ears) })),
    ];
  }
}
