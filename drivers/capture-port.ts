import { createWriteStream, rmSync } from 'node:fs';
import { systemClock } from './device/clock.ts';
import type { CapturedBytes } from './transport/capture.ts';
import { captureLine, recorded } from './transport/capture.ts';
import { parseConnection } from './transport/connection.ts';
import { dialReal } from './transport/dial.ts';

const usage = `npm run capture -- PORT [baud]
  PORT: /dev/serial/by-id/…、COM3、tcp://host:port、file:/dev/usb/lp0
  记下设备发来的每个字节和时间，写进 capture-….jsonl，请连同设备型号一起发给我们。只听，不发。按 Ctrl-C 结束。
  Notes every byte a device sends and when, into capture-….jsonl: send it to us with the device's name. It only listens. Ctrl-C ends it.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
function stop(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

const why: Readonly<Record<string, string>> = {
  'port-missing': '没有这个接口 / there is no such port',
  'port-denied': '没有权限：请把自己加进 dialout 组（USB 打印机是 lp 组），再重新登录 / no right to use it: join the group dialout (lp for USB printers) and log in again',
  'port-busy': '另一个程序正在用这个接口 / another program uses it',
};

/** `12.345 s  41 30 31 32 0d  A012·`; bytes that are no text in GB18030 are dots. */
function shown({ ms, bytes }: CapturedBytes): string {
  const hex = Buffer.from(bytes).toString('hex').replace(/../g, '$& ').trim();
  const text = new TextDecoder('gb18030').decode(bytes).replace(/[\p{C}\ufffd]/gu, '·');
  return `${(ms / 1_000).toFixed(3).padStart(9)} s  ${hex}  ${text}`;
}

async function main([port, baud]: readonly string[]): Promise<void> {
  if (port === undefined) stop(usage);
  const plain = !/^(serial:|tcp:|file:|sim:)/.test(port);
  const parsed = parseConnection(plain ? `serial:${port}?baud=${baud ?? '9600'}` : port);
  if (!parsed.ok || parsed.connection.kind === 'sim') stop(`${parsed.ok ? port : parsed.reason}\n\n${usage}`);
  const name = `capture-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.jsonl`;
  const file = createWriteStream(name, { flags: 'wx' });
  file.on('error', (error) => stop(`${name}: ${error.message}`));
  file.write(`# ${port} ${plain ? (baud ?? '9600') : ''} ${new Date().toISOString()}\n`);
  const end = (): void => void file.end(() => process.exit(0));
  const line = recorded(dialReal(parsed.connection, systemClock), systemClock, (piece) => {
    file.write(captureLine(piece));
    say(shown(piece));
  });
  const opening = await line.open({ onData: () => undefined, onClose: () => {
    say('线断了 / the line went');
    end();
  } });
  if (!opening.ok) {
    rmSync(name, { force: true });
    stop(`${port}: ${why[opening.fault] ?? `打不开 / could not be opened (${opening.fault})`}`);
  }
  say(`正在听 ${port}，写入 ${name}，按 Ctrl-C 结束 / listening, writing ${name}, Ctrl-C ends`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
}

await main(process.argv.slice(2));
