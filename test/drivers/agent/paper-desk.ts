import type { AgentView, DeviceHealth, DeviceReport, PortSeen, PrintJob, PrintReport } from '../../../contract/device-jobs.ts';
import type { Acceptance, AgentLink } from '../../../drivers/agent/agent-link.ts';
import type { SpoolFile } from '../../../drivers/agent/spool-file.ts';
import type { Clock } from '../../../drivers/device/clock.ts';
import type { SimulatedLines } from '../../../drivers/registry.ts';

/** A disk that survives what happens to the agent: it can fail, tear the last write and freeze as at a power cut. */
export class CrashDisk {
  text = '';
  #failing = false;
  #held: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #plugged: object | null = null;

  /** A file for one run of the agent; the file of an earlier run writes nothing any more. */
  plug(): SpoolFile {
    const run = {};
    this.#plugged = run;
    const check = (): Promise<void> => {
      if (this.#plugged !== run) return new Promise(() => undefined);
      return this.#failing ? Promise.reject(new Error('no space left on device')) : Promise.resolve();
    };
    return {
      read: () => check().then(() => this.text),
      append: (text) => this.#held.then(check).then(() => {
        this.text += text;
      }),
      replace: (text) => check().then(() => {
        this.text = text;
      }),
      close: async () => undefined,
    };
  }

  fail(on: boolean): void {
    this.#failing = on;
  }

  /** A slow disk: nothing is written until `release`. */
  hold(): void {
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  release(): void {
    this.#release();
  }

  /** Power goes; `torn` bytes of a line nobody was told about stay behind. */
  crash(torn = ''): void {
    this.#plugged = null;
    this.text += torn;
  }
}

/** The server's side of the link, for one agent after another. */
export class Desk {
  readonly reports: PrintReport[] = [];
  readonly devices: DeviceReport[] = [];
  /** What boards, keypads and readers said. */
  readonly said: object[] = [];
  readonly health = new Map<string, DeviceHealth>();
  readonly ports: (readonly PortSeen[])[] = [];
  acknowledging = true;
  #run: { onView: (view: AgentView, fresh: boolean) => void; onPrint: (job: PrintJob) => Promise<Acceptance> } | null = null;

  /** A link for one run; after `cut` nothing passes in either direction. */
  plug(): AgentLink {
    const run = { onView: (_view: AgentView, _fresh: boolean): void => undefined, onPrint: (_job: PrintJob): Promise<Acceptance> => Promise.resolve({ ok: false, fault: 'offline' }) };
    this.#run = run;
    return {
      onView: (listener) => {
        run.onView = listener;
      },
      onPrint: (listener) => {
        run.onPrint = listener;
      },
      sendReport: async (report) => {
        if (this.#run !== run) throw new Error('no link');
        this.reports.push(report);
        return this.acknowledging;
      },
      sendDevice: (report) => {
        if (this.#run === run) this.devices.push(report);
      },
      sendShown: (report) => void this.said.push(report),
      press: (press) => {
        this.said.push(press);
        return Promise.resolve({ ok: true, shows: '7' });
      },
      sendCard: (card) => void this.said.push(card),
      sendUnread: (card) => void this.said.push(card),
      sendHealth: (devices) => void devices.forEach((one) => this.health.set(one.device, one)),
      sendPorts: (ports) => void this.ports.push(ports),
      sendCode: (code) => void this.said.push(code),
    };
  }

  cut(): void {
    this.#run = null;
  }

  view(profile = 'epson-tm-80', connection = 'sim:', fresh = true, boards: AgentView['boards'] = []): void {
    this.#run?.onView({ seq: 1, printers: [{ id: 'p1', name: '取号机 1', profile, connection }], boards, keypads: [], readers: [] }, fresh);
  }

  viewEmpty(): void {
    this.#run?.onView({ seq: 2, printers: [], boards: [], keypads: [], readers: [] }, true);
  }

  print(job: PrintJob): Promise<Acceptance> {
    return this.#run?.onPrint(job) ?? Promise.resolve({ ok: false, fault: 'offline' });
  }

  /** The states of one job in the order they came. */
  statesOf(id: string): string[] {
    return this.reports.filter((report) => report.job === id).map((report) => report.state);
  }
}

/** What one run of an agent holds of the world; after `end` its timers never ring and its dialling leads nowhere, as for a dead process. */
export class Life {
  readonly clock: Clock;
  readonly simulators: SimulatedLines;
  #alive = true;

  constructor(clock: Clock, simulators: SimulatedLines) {
    this.clock = {
      now: () => clock.now(),
      after: (ms, ring) => clock.after(ms, () => {
        if (this.#alive) ring();
      }),
    };
    this.simulators = {
      cableFor: (entry) => {
        const cable = simulators.cableFor(entry);
        return cable === null ? null : { open: (listener) => (this.#alive ? cable.open(listener) : new Promise(() => undefined)) };
      },
      boardLine: (entry) => simulators.boardLine(entry),
      keypadLine: (entry) => simulators.keypadLine(entry),
      readerLine: (entry) => simulators.readerLine(entry),
    };
  }

  end(): void {
    this.#alive = false;
  }
}
