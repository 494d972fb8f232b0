import type { AppointmentAnswer } from '../../contract/http-answers.ts';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { TicketAnswer } from '../../contract/http-shapes.ts';

/** Fields that answers may have; a test that reads one that isn't there finds it undefined and fails. */
export interface Said {
  readonly type?: string; readonly title?: string; readonly status?: number; readonly code?: string; readonly detail?: string; readonly about?: string; readonly allowedAt?: string;
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
  readonly ticket?: (TicketAnswer & { readonly services?: readonly { readonly legId: string; readonly rateable: boolean; readonly rated: boolean }[] }) | null;
  readonly why?: { readonly rule: string; readonly passed: readonly unknown[] };
  readonly next?: Said;
  readonly token?: string; readonly cookie?: boolean; readonly roles?: readonly string[]; readonly halls?: readonly unknown[];
  readonly tickets?: readonly TicketAnswer[]; readonly events?: readonly JournalLine[]; readonly id?: string | null; readonly suspension?: { readonly id: string };
  readonly actions?: readonly string[]; readonly ticketId?: string; readonly unserved?: number; readonly minutes?: number;
  readonly slots?: readonly { readonly start: string; readonly end: string; readonly free: number }[]; readonly reservation?: string; readonly expiresAt?: string;
  readonly appointment?: AppointmentAnswer | null; readonly appointments?: readonly { readonly standing: string; readonly appointment: AppointmentAnswer }[];
  readonly booking?: { readonly number: string; readonly appointment: AppointmentAnswer }; readonly bookings?: readonly { readonly number: string; readonly appointment: AppointmentAnswer }[];
  readonly device?: { readonly id: string | null; readonly kind: string };
}
export interface JournalLine { readonly seq: number; readonly at: string; readonly by: string; readonly type: string; readonly [field: string]: unknown }
export interface Reply { readonly status: number; readonly body: Said; readonly text: string; readonly headers: Readonly<Record<string, string | string[] | number | undefined>> }
/** What a person needs of a house: a door, and which hall is behind it. */
interface Door { readonly app: { readonly http: FastifyInstance }; readonly engine: { readonly id: string } }
type Headers = Readonly<Record<string, string>>;

/** Somebody who sends requests with one token, or none; straight into the server, without a network. */
export class Person {
  readonly token: string | null;
  private readonly house: Door;
  constructor(house: Door, token: string | null) {
    this.house = house;
    this.token = token;
  }
  private get hall(): string { return `/api/halls/${this.house.engine.id}`; }

  async send(method: 'GET' | 'POST' | 'DELETE' | 'PUT', url: string, body?: unknown, headers: Headers = {}): Promise<Reply> {
    const answer = await this.house.app.http.inject({
      method, url, headers: { 'accept-language': 'en', ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, body: isJson && answer.body !== '' ? (JSON.parse(answer.body) as Said) : {}, text: answer.body, headers: answer.headers };
  }
  get(url: string, headers: Headers = {}): Promise<Reply> { return this.send('GET', url, undefined, headers); }
  /** A press, with a fresh key unless one is given. */
  post(url: string, body: unknown = {}, headers: Headers = {}): Promise<Reply> { return this.send('POST', url, body, { 'idempotency-key': randomUUID(), ...headers }); }
  /** A press below the first hall. */
  press(path: string, body: unknown = {}, headers: Headers = {}): Promise<Reply> { return this.post(`${this.hall}${path}`, body, headers); }
  read(path: string): Promise<Reply> { return this.get(`${this.hall}${path}`); }
  at(counter: string, what: string, body: unknown = {}, headers: Headers = {}): Promise<Reply> { return this.press(`/counters/${counter}/${what}`, body, headers); }
  /** Books a time that must be free. */
  async book(start: string, more: object = {}): Promise<AppointmentAnswer & { readonly code: string; readonly token: string }> {
    const { status, body, text } = await this.press('/appointments', { serviceId: 'business-licence', start, phone: '13800138000', ...more });
    const { code, token } = body.appointment ?? {};
    if (status !== 201 || body.appointment == null || code === undefined || token === undefined) throw new Error(`no time was given: ${text}`);
    return { ...body.appointment, code, token };
  }
  /** Takes a number that must be given. */
  async take(serviceId = 'business-licence', more: object = {}): Promise<TicketAnswer> {
    const { status, body, text } = await this.press('/tickets', { serviceId, ...more });
    if (status !== 201 || body.ticket == null) throw new Error(`no number was given: ${text}`);
    return body.ticket;
  }
}
