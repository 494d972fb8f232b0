import type { DeviceHealth, PortSeen } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import type { AgentLink } from './agent-link.ts';
import type { RollBook } from './roll-file.ts';

const everyMs = 5_000;
const mostTold = 40;

export interface StateOptions {
  readonly clock: Clock;
  readonly link: Pick<AgentLink, 'sendHealth' | 'sendPorts'>;
  readonly health: () => readonly DeviceHealth[];
  readonly ports: () => Promise<readonly PortSeen[]>;
  readonly rolls: RollBook;
}

/** Says how the devices did and what is plugged in, when it changed; keeps how far each roll is used. */
export class StateTeller {
  readonly #options: StateOptions;
  readonly #told = new Map<string, string>();
  #toldPorts = '';
  #kept = '';
  #cancel: Cancel = () => undefined;
  #closed = false;

  constructor(options: StateOptions) {
    this.#options = options;
    this.#later();
  }

  /** On a new line nothing has been said. */
  again(): void {
    this.#told.clear();
    this.#toldPorts = '';
    void this.#tell();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
    this.#keepRolls();
  }

  #later(): void {
    this.#cancel = this.#options.clock.after(everyMs, () => {
      void this.#tell().finally(() => {
        if (!this.#closed) this.#later();
      });
    });
  }

  async #tell(): Promise<void> {
    const ports = await this.#options.ports();
    this.#keepRolls();
    if (this.#closed) return;
    const news = this.#options.health().filter((one) => this.#told.get(one.device) !== JSON.stringify(one));
    for (const one of news) this.#told.set(one.device, JSON.stringify(one));
    for (let at = 0; at < news.length; at += mostTold) this.#options.link.sendHealth(news.slice(at, at + mostTold));
    if (JSON.stringify(ports) === this.#toldPorts) return;
    this.#toldPorts = JSON.stringify(ports);
    this.#options.link.sendPorts(ports);
  }

  #keepRolls(): void {
    const rolls = Object.fromEntries(this.#options.health().flatMap(({ device, rollMm }) => (rollMm === null ? [] : [[device, rollMm] as const])));
    const words = JSON.stringify(rolls);
    if (words === this.#kept || words === '{}') return;
    try {
      this.#options.rolls.write(rolls);
      this.#kept = words;
    } catch {
      // A full disk is told by the spool; a forecast is not worth stopping for.
    }
  }
}
