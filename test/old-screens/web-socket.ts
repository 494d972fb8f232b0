import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';

/** Text over a WebSocket (RFC 6455), as much of it as a browser's debugging door speaks. Node 20 has none of its own. */
export interface TextSocket {
  readonly send: (text: string) => void;
  readonly onText: (hear: (text: string) => void) => void;
  readonly onEnd: (ended: () => void) => void;
  readonly close: () => void;
}

const text = 1;
const close = 8;
const ping = 9;
const pong = 10;

/** One frame from a client: whole, and masked as the standard demands. */
const frame = (opcode: number, body: Buffer): Buffer => {
  const mask = randomBytes(4);
  const masked = Buffer.from(body.map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
  const short = body.length < 126;
  const head = Buffer.alloc(short ? 2 : 10);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (short ? body.length : 127);
  if (!short) head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, mask, masked]);
};

interface Frame { readonly last: boolean; readonly opcode: number; readonly body: Buffer; readonly size: number }
/** The first whole frame in what has come so far; null when more must come. Servers don't mask. */
const firstFrame = (bytes: Buffer): Frame | null => {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return null;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < head + length) return null;
  return { last: ((bytes[0] ?? 0) & 0x80) !== 0, opcode: (bytes[0] ?? 0) & 0x0f, body: bytes.subarray(head, head + length), size: head + length };
};

const overStream = (stream: Duplex, early: Buffer): TextSocket => {
  const state = { rest: early, parts: [] as Buffer[], hear: (_text: string): void => undefined, ended: (): void => undefined };
  const take = ({ last, opcode, body }: Frame): void => {
    if (opcode === ping) stream.write(frame(pong, body));
    else if (opcode === close) stream.end();
    else if (opcode <= text) {
      state.parts.push(body);
      if (!last) return;
      const whole = Buffer.concat(state.parts).toString('utf8');
      state.parts = [];
      state.hear(whole);
    }
  };
  stream.on('data', (bytes: Buffer) => {
    state.rest = Buffer.concat([state.rest, bytes]);
    for (let next = firstFrame(state.rest); next !== null; next = firstFrame(state.rest)) {
      state.rest = state.rest.subarray(next.size);
      take(next);
    }
  });
  stream.on('error', () => stream.destroy());
  stream.on('close', () => state.ended());
  return {
    send: (words) => void stream.write(frame(text, Buffer.from(words))),
    onText: (hear) => { state.hear = hear; },
    onEnd: (ended) => { state.ended = ended; },
    close: () => void stream.destroy(),
  };
};

/** Opens `ws://…`; rejects when the other side will not upgrade. */
export const openTextSocket = (address: string): Promise<TextSocket> =>
  new Promise((resolve, reject) => {
    const key = randomBytes(16).toString('base64');
    const wanted = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const asked = request(address.replace(/^ws:/, 'http:'), { headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key } });
    asked.on('upgrade', (answer, stream, early) => {
      if (answer.headers['sec-websocket-accept'] === wanted) resolve(overStream(stream, early));
      else reject(new Error(`${address} answered with a wrong key`));
    });
    asked.on('response', (answer) => reject(new Error(`${address} will not speak WebSocket: ${answer.statusCode}`)));
    asked.on('error', reject);
    asked.end();
  });
