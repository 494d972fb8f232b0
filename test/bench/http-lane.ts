import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface Reply { readonly status: number; readonly body: string }
interface Pending { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void }

/**
 * One connection that is kept alive, with one request on its way at a time. No HTTP library between: the client must
 * never be the slower side of what it measures.
 */
export class HttpLane {
  private readonly socket: Socket;
  private readonly host: string;
  private pending: Pending | null = null;
  private read: Buffer = Buffer.alloc(0);

  constructor(port: number) {
    this.host = `127.0.0.1:${port}`;
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk) => this.take(chunk));
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  /** Rejects when the connection ends before the whole answer came. `headers`: lines that end in CRLF. */
  post(path: string, headers: string, body: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) return reject(new Error('the connection is closed'));
      this.pending = { resolve, reject };
      return void this.socket.write(`POST ${path} HTTP/1.1\r\nHost: ${this.host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`);
    });
  }

  /** The same for a question. */
  get(path: string, headers = ''): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) return reject(new Error('the connection is closed'));
      this.pending = { resolve, reject };
      return void this.socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.host}\r\n${headers}\r\n`);
    });
  }

  private take(chunk: Buffer): void {
    this.read = this.read.length === 0 ? chunk : Buffer.concat([this.read, chunk]);
    const end = this.read.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.read.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.read.length < end + 4 + length) return;
    const body = this.read.toString('utf8', end + 4, end + 4 + length);
    this.read = Buffer.alloc(0);
    const { pending } = this;
    this.pending = null;
    pending?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  private fail(error: Error): void {
    const { pending } = this;
    this.pending = null;
    pending?.reject(error);
  }

  close(): void { this.socket.destroy(); }
}
