import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../contract/device-jobs.ts';
import { systemClock } from '../../drivers/device/clock.ts';
import type { KeypadProfile } from '../../drivers/keypad/keypad-profile.ts';
import { SerialKeypads } from '../../drivers/keypad/serial-keypad.ts';
import { IdReaderLoop } from '../../drivers/reader/id-reader-loop.ts';
import { Scanner } from '../../drivers/reader/scanner.ts';
import { inventedCards } from '../../drivers/sim/sim-card.ts';
import { SimKeypad } from '../../drivers/sim/sim-keypad.ts';
import { SimReader } from '../../drivers/sim/sim-reader.ts';
import { SimScanner } from '../../drivers/sim/sim-scanner.ts';
import type { Transport } from '../../drivers/transport/transport.ts';
import { serialTransport } from '../../drivers/transport/serial.ts';
import { seeded } from '../support/seeded.ts';
import { polledData, profileFrom, publishedProfile } from './keypad/polled-profile.ts';
import { Heard, lineTo, PtyStage } from './pty-stage.ts';

const stage = new PtyStage();
afterEach(() => stage.clean());

const golden = readFileSync(new URL('./vectors/resident-id-read-reply.bin', import.meta.url));
const zhang = '11010119900307109X 1990-03-07 resident';

/** A pair of terminals, the near one as a transport that tells when it is open, and the far one as a port for a device. */
async function line(): Promise<{ transport: Transport; heard: Heard; send: (bytes: Uint8Array) => void; onBytes: (take: (bytes: Uint8Array) => void) => void; vanish: () => Promise<void> }> {
  const { a, b, close } = await stage.pair();
  const port = await stage.farPort(b);
  const heard = new Heard();
  const serial = serialTransport(lineTo(a), systemClock);
  const transport: Transport = { open: async (listener) => {
    const opening = await serial.open(listener);
    if (opening.ok) heard.hear('open');
    return opening;
  } };
  return {
    transport, heard,
    send: (bytes) => void port.write(Buffer.from(bytes)), onBytes: (take) => void port.on('data', take), vanish: close,
  };
}

const told = (heard: Heard) => (report: DeviceReport): void => heard.hear(report.fault ?? report.state);

describe('an ID reader on a serial line', () => {
  async function readerLine() {
    const far = await line();
    const sim = new SimReader({ clock: systemClock });
    sim.connect(far.send);
    far.onBytes((bytes) => sim.receive(bytes));
    const { heard, transport } = far;
    const loop = new IdReaderLoop({ device: 'r1', transport, clock: systemClock, onDevice: told(heard), onCard: (card) => heard.hear(`${card.number} ${card.birth} ${card.type}`), onUnread: () => heard.hear('unread') });
    stage.onClean(() => loop.close());
    return { ...far, sim };
  }

  it('reads a card, and the next one after noise and half a frame', async () => {
    const { sim, heard, send, onBytes } = await readerLine();
    await heard.until('ok');
    sim.lay(inventedCards[' ']);
    await heard.until(zhang);
    sim.takeAway();
    await new Promise<void>((resolve) => onBytes(() => resolve()));
    const random = seeded(20_260_823);
    send(Uint8Array.from({ length: 5_000 }, () => random.below(256)));
    send(golden.subarray(0, 600));
    sim.lay(inventedCards.J);
    await heard.until('810000199408230021 1994-08-23 permit');
    expect(heard.words.filter((word) => word.includes('-') && word.length > 20)).toHaveLength(2);
  }, 20_000);

  it('survives a peer that vanishes', async () => {
    const { heard, vanish } = await readerLine();
    await heard.until('ok');
    await vanish();
    await heard.until('port-missing');
  }, 20_000);

  it('tells of a module that falls silent, and of its return', async () => {
    const { sim, heard } = await readerLine();
    await heard.until('ok');
    sim.setFault('silent', true);
    await heard.until('no-answer');
    sim.setFault('silent', false);
    await heard.until('ok');
  }, 20_000);
});

describe('a scanner on a serial line', () => {
  async function scannerLine(suffix: '\r\n' | '') {
    const far = await line();
    const sim = new SimScanner({ clock: systemClock, suffix });
    sim.connect(far.send);
    const { heard, transport } = far;
    const loop = new Scanner({ device: 's1', transport, clock: systemClock, onDevice: told(heard), onCode: heard.hear });
    stage.onClean(() => loop.close());
    return { ...far, sim };
  }

  it.each(['\r\n', ''] as const)('gives codes with suffix %j, whole or in pieces, also after noise', async (suffix) => {
    const { sim, heard, send } = await scannerLine(suffix);
    await heard.until('open');
    sim.scan('预约-A012');
    await heard.until('预约-A012');
    send(Uint8Array.from({ length: 3_000 }, (_, at) => (at % 7 === 0 ? 0x01 : 0x90)));
    send(Buffer.from('\r'));
    sim.scan('张三-B007', 3);
    await heard.until('张三-B007');
    expect(heard.words).toEqual(['open', 'ok', '预约-A012', '张三-B007']);
  });

  it('notices a port that vanished while nobody scans', async () => {
    const { sim, heard, vanish } = await scannerLine('\r\n');
    await heard.until('open');
    sim.scan('A012');
    await heard.until('A012');
    await vanish();
    await heard.until('port-missing');
  }, 20_000);
});

describe('a keypad on a serial line', () => {
  async function keypadLine(profile: KeypadProfile) {
    const far = await line();
    const sim = new SimKeypad({ profile, address: 3, clock: systemClock });
    sim.connect(far.send);
    far.onBytes((bytes) => sim.receive(bytes));
    const { heard, transport } = far;
    sim.onChange(() => heard.hear(`shows ${sim.state.shows}`));
    const loop = new SerialKeypads({ profile, keypads: [{ device: 'k1', address: 3 }], transport, clock: systemClock, onDevice: told(heard), onKey: (device, key) => heard.hear(`${device} ${key}`) });
    stage.onClean(() => loop.close());
    return { ...far, sim, loop };
  }

  it.each(['ff68-21-keys', 'four-byte'])('of %s shows a number, gives its keys, and does so after noise and half a frame', async (id) => {
    const { sim, loop, heard, send } = await keypadLine(publishedProfile(id));
    loop.show('k1', '12');
    await heard.until('shows 12');
    sim.press('next');
    await heard.until('k1 next');
    const random = seeded(20_260_823);
    send(Uint8Array.from({ length: 2_000 }, () => random.below(256) | 0x80));
    send(Uint8Array.of(0xff, 0x68, 0x14));
    sim.press('recall');
    await heard.until('k1 recall');
  });

  it('that is polled is asked, and told of when it vanishes', async () => {
    const { sim, heard, vanish } = await keypadLine(profileFrom(polledData));
    await heard.until('ok');
    sim.press('recall');
    await heard.until('k1 recall');
    await vanish();
    await heard.until('port-missing');
  }, 20_000);
});
