import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../../contract/device-jobs.ts';
import { systemClock } from '../../../drivers/device/clock.ts';
import { EvtestKeypad } from '../../../drivers/keypad/evtest-keypad.ts';
import { readEvtestLine } from '../../../drivers/keypad/evtest-line.ts';
import { isKeyName } from '../../../drivers/keypad/key-names.ts';
import { usbKeys } from '../../../drivers/keypad/usb-keys.ts';

const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0)) await step();
});

const head = `Input driver version is 1.0.1
Input device ID: bus 0x3 vendor 0x1a2c product 0x2124 version 0x110
Input device name: "SEM USB Keyboard"
Supported events:
  Event type 1 (EV_KEY)
    Event code 79 (KEY_KP1)
Properties:
Testing ... (interrupt to exit)`;
const press = (code: number, name: string, value = 1): string => `Event: time 1760000000.123456, type 1 (EV_KEY), code ${code} (${name}), value ${value}`;

describe('lines of evtest', () => {
  it.each([
    [press(79, 'KEY_KP1'), { kind: 'press', code: 'KEY_KP1' }], [press(79, 'KEY_KP1', 0), null], [press(79, 'KEY_KP1', 2), null],
    [press(600, '?'), null], ['Event: time 1.2, type 4 (EV_MSC), code 4 (MSC_SCAN), value 1', null], ['Event: time 1.2, -------------- SYN_REPORT ------------', null],
    ['    Event code 79 (KEY_KP1)', null], [`Input device name: "${press(79, 'KEY_KP1')}"`, null], ['', null],
    ['Testing ... (interrupt to exit)', { kind: 'ready' }], ['  This device is grabbed by another process.', { kind: 'grabbed' }],
  ] as const)('%j', (line, event) => {
    expect(readEvtestLine(line)).toEqual(event);
  });

  it('map to names that exist', () => {
    expect([...usbKeys.values()].flatMap((keys) => [...keys.values()]).filter((name) => !isKeyName(name))).toEqual([]);
  });
});

/** A program in evtest's place that prints what evtest prints, byte for byte, and then stays, ends, or ends with a fault. */
const program = (out: string, then: string): [string, ...string[]] =>
  [process.execPath, '-e', `process.stdout.write(${JSON.stringify(out)}); ${then}`, '--'];
const stays = 'setInterval(() => 0, 1000)';
const fails = (words: string): string => `console.error(${JSON.stringify(words)}); process.exitCode = 1`;

/** Starts a keypad; `until` waits, by event, for so many reports and keys. */
function keypad(run: [string, ...string[]]): { loop: EvtestKeypad; heard: string[]; until: (count: number) => Promise<string[]> } {
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  const hear = (word: string): void => {
    heard.push(word);
    for (const look of [...waiting]) look();
  };
  const loop = new EvtestKeypad({
    device: 'k1', path: '/dev/input/by-id/usb-pad-event-kbd', keys: usbKeys.get('usb-numbers') ?? new Map(), clock: systemClock, program: run,
    onDevice: (report: DeviceReport) => hear(report.fault ?? report.state), onKey: (_, key) => hear(key),
  });
  clean.push(() => loop.close());
  const until = (count: number): Promise<string[]> => new Promise((resolve) => {
    const look = (): void => {
      if (heard.length < count) return;
      waiting.delete(look);
      resolve(heard.slice(0, count));
    };
    waiting.add(look);
    look();
  });
  return { loop, heard, until };
}

describe('a keypad read by evtest', () => {
  it('gives its keys, and not those without a meaning', async () => {
    const out = [head, press(79, 'KEY_KP1'), press(79, 'KEY_KP1', 2), press(79, 'KEY_KP1', 0), press(1, 'KEY_ESC'), press(96, 'KEY_KPENTER'), ''].join('\n');
    expect(await keypad(program(out, stays)).until(3)).toEqual(['ok', '1', 'enter']);
  });

  it('is ok when nothing bad followed, also before its first key', async () => {
    expect(await keypad(program(`${head}\n`, stays)).until(1)).toEqual(['ok']);
  });

  it.each([
    ['evtest: No such file or directory', 'port-missing'], ['evtest: Permission denied', 'port-denied'], ['something else', 'port-missing'],
  ])('that ends with "%s" is %s', async (words, fault) => {
    expect(await keypad(program('', fails(words))).until(1)).toEqual([fault]);
  });

  it('that another program holds is busy and never ok', async () => {
    const out = `${head}\n***********************************************\n  This device is grabbed by another process.\n`;
    expect(await keypad(program(out, stays)).until(1)).toEqual(['port-busy']);
  });

  it('is a missing program where evtest is not installed, and says so once', async () => {
    const { until, heard } = keypad(['evtest-is-not-installed-here']);
    expect(await until(1)).toEqual(['program-missing']);
    expect(heard).toEqual(['program-missing']);
  });

  it('that is pulled out is missing, and is read again when it is back', async () => {
    const out = [head, press(80, 'KEY_KP2'), ''].join('\n');
    const pulled = 'setTimeout(() => { console.error("evtest: error reading: No such device"); process.exitCode = 1 }, 50)';
    expect(await keypad(program(out, pulled)).until(5)).toEqual(['ok', '2', 'port-missing', 'ok', '2']);
  });

  it('lets go of its program when it is closed, a deaf one too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evtest-'));
    clean.push(() => rm(folder, { recursive: true }));
    const note = join(folder, 'pid');
    const deaf = `require('node:fs').writeFileSync(${JSON.stringify(note)}, String(process.pid)); process.on('SIGTERM', () => 0); ${stays}`;
    const { loop, until } = keypad([process.execPath, '-e', `${deaf}; process.stdout.write(${JSON.stringify(`${head}\n${press(80, 'KEY_KP2')}\n`)})`, '--']);
    expect(await until(2)).toEqual(['ok', '2']);
    const pid = Number(await readFile(note, 'utf8'));
    expect(process.kill(pid, 0)).toBe(true);
    await loop.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  }, 10_000);
});
