import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { DeviceFault, DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import { within } from '../device/clock.ts';
import { Condition } from '../device/condition.ts';
import { readEvtestLine } from './evtest-line.ts';
import type { KeyName } from './key-names.ts';

const firstRetryMs = 500;
const lastRetryMs = 10_000;
/** It says "ready" before it tries to grab, so it is believed only when nothing bad follows. */
const settleMs = 300;
const endMs = 2_000;

/** The device of a connection such as `input:/dev/input/by-id/…-event-kbd`; null for every other connection. */
export function inputPath(connection: string): string | null {
  return /^input:(\/dev\/input\/[^\s?]+)$/.exec(connection)?.[1] ?? null;
}

export interface EvtestKeypadOptions {
  readonly device: string;
  /** An input device that keeps its name, e.g. /dev/input/by-id/…-event-kbd. */
  readonly path: string;
  /** Kernel names of keys and what they mean; keys that stand nowhere do nothing. */
  readonly keys: ReadonlyMap<string, KeyName>;
  readonly clock: Clock;
  /** Called when the keypad's condition changed, never twice with the same one. */
  readonly onDevice: (report: DeviceReport) => void;
  readonly onKey: (device: string, key: KeyName) => void;
  /** Program and leading arguments, where it is not the installed evtest. */
  readonly program?: readonly [string, ...string[]];
}

/**
 * A USB keypad of a machine without a screen, read by the program evtest, which keeps its keys from everybody else. It is started
 * again after it ended, first after 0.5 s, then ever slower up to 10 s.
 */
export class EvtestKeypad {
  readonly #options: EvtestKeypadOptions;
  #child: ChildProcess | null = null;
  readonly #condition: Condition;
  #retryMs = firstRetryMs;
  #fault: DeviceFault | null = null;
  #cancelRetry: Cancel = () => undefined;
  #cancelSettle: Cancel = () => undefined;
  #closed = false;

  constructor(options: EvtestKeypadOptions) {
    this.#options = options;
    this.#condition = new Condition(options.device, options.clock, options.onDevice);
    this.#start();
  }

  get health(): DeviceHealth {
    return this.#condition.health;
  }

  /** As last confirmed. */
  get report(): DeviceReport {
    return this.#condition.report;
  }

  /** Ends the program, so that the keys are everybody's again. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#condition.close();
    this.#cancelRetry();
    this.#cancelSettle();
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise<true>((resolve) => child.once('close', () => resolve(true)));
    child.kill();
    if (await within(this.#options.clock, endMs, ended, false)) return;
    child.kill('SIGKILL');
    await ended;
  }

  #start(): void {
    const [program, ...leading] = this.#options.program ?? ['evtest'];
    // Its faults are told in the language of the machine unless it is asked for plain English.
    const child = spawn(program, [...leading, '--grab', this.#options.path], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
    this.#child = child;
    this.#fault = null;
    child.once('error', (error: NodeJS.ErrnoException) => {
      this.#fault = error.code === 'EACCES' ? 'port-denied' : 'program-missing';
      // A program that never started closes nothing.
      if (child.pid === undefined) this.#ended();
    });
    child.once('close', () => {
      if (child.pid !== undefined) this.#ended();
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.#read(line));
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.#fault ??= faultOf(line);
    });
  }

  #read(line: string): void {
    const event = readEvtestLine(line);
    if (event === null || this.#closed || this.#fault !== null) return;
    if (event.kind === 'grabbed') {
      this.#fault = 'port-busy';
      this.#child?.kill();
    } else if (event.kind === 'ready') {
      this.#cancelSettle = this.#options.clock.after(settleMs, () => this.#fine());
    } else {
      this.#fine();
      const key = this.#options.keys.get(event.code);
      this.#condition.good();
      if (key !== undefined) this.#options.onKey(this.#options.device, key);
    }
  }

  #fine(): void {
    this.#cancelSettle();
    this.#retryMs = firstRetryMs;
    this.#condition.set({ state: 'ok' });
  }

  #ended(): void {
    this.#child = null;
    this.#cancelSettle();
    if (this.#closed) return;
    this.#condition.set({ state: 'fault', fault: this.#fault ?? 'port-missing' });
    this.#cancelRetry = this.#options.clock.after(this.#retryMs, () => this.#start());
    this.#retryMs = Math.min(lastRetryMs, this.#retryMs * 2);
  }
}

function faultOf(line: string): DeviceFault | null {
  if (/Permission denied/.test(line)) return 'port-denied';
  if (/No such (file|device)|error reading/.test(line)) return 'port-missing';
  return null;
}
