import type { FastifyReply, FastifyRequest } from 'fastify';
import en from '../../contract/languages/en/refusals.json' with { type: 'json' };
import enPhone from '../../contract/languages/en/phone.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/refusals.json' with { type: 'json' };
import zhPhone from '../../contract/languages/zh-CN/phone.json' with { type: 'json' };
import type { Problem } from '../../contract/http-shapes.ts';
import type { Language } from '../domain/hall-config.ts';
import type { Fault } from './fault-words.ts';
import type { ZoneTable } from '../domain/hall-time.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { instant } from '../domain/brands.ts';
import { refusalStatus } from '../domain/refusal.ts';
import type { Refusal, RefusalCode } from '../domain/refusal.ts';

/** Every "no" that isn't the hall's own: of the request itself, of access, of the house. */
const requestStatus = {
  'bad-request': 400, 'key-missing': 400, 'idempotency-key-reused': 422, 'sign-in-needed': 401, 'wrong-pin': 401, 'too-many-attempts': 429, 'demo-only-here': 403, 'wrong-code': 401, 'device-needed': 409, 'hall-changed': 409, 'bad-device': 422, 'hall-file-unwritable': 409,
  'phone-code-needed': 422, 'phone-code-wrong': 422, 'no-messages': 409, 'no-phone-codes': 409, 'not-allowed': 403, 'foreign-origin': 403, 'not-found': 404, 'unknown-hall': 404, 'too-large': 413, 'range-beyond-end': 416, 'unsupported-media-type': 415, 'headers-too-large': 431, 'request-timeout': 408, 'store-down': 503, internal: 500,
} as const;
export type ProblemCode = RefusalCode | keyof typeof requestStatus;
export const problemStatus: Readonly<Record<ProblemCode, number>> = { ...refusalStatus, ...requestStatus };
const sentences: Readonly<Record<Language, Readonly<Record<ProblemCode, string>>>> = { 'zh-CN': zh, en };

export interface ProblemMore { readonly about?: string; readonly allowedAt?: number; readonly seconds?: number; readonly faults?: readonly Fault[] }

/** The language of Accept-Language with the most weight that we speak; Chinese otherwise. */
export const languageOf = (header: string | undefined): Language => {
  const spoken = (header ?? '').split(',').flatMap((part) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';').map((piece) => piece.trim());
    const weight = Number(rest.find((piece) => piece.startsWith('q='))?.slice(2) ?? 1);
    const language: Language | null = tag.startsWith('en') ? 'en' : tag.startsWith('zh') ? 'zh-CN' : null;
    return language !== null && weight > 0 ? [{ language, weight }] : [];
  });
  // The sort is stable: of equal weights the first one named counts.
  return spoken.sort((a, b) => b.weight - a.weight)[0]?.language ?? 'zh-CN';
};

const fill = (sentence: string, slots: Readonly<Record<string, string>>): string =>
  sentence.replace(/\s?[（(]\{(\w+)\}[)）]/g, (whole, name: string) => (slots[name] === undefined || slots[name] === '' ? '' : whole.replace(`{${name}}`, slots[name]))).replace(/\{(\w+)\}/g, (_, name: string) => slots[name] ?? '');

/** Some refusals say more when it is known from when on the same press will be allowed, or which field is at fault. */
const fullerSentences: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zh, en };
/** A state of a ticket, and what a booking asks for, are told in the words that phones use for them; `about` of the document keeps the bare name. */
const stateWords: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhPhone, en: enPhone };
const aboutWords = (code: ProblemCode, language: Language, about: string): string =>
  (code === 'illegal-move' || code === 'booking-known' ? (stateWords[language][`state.${about}`] ?? about) : code === 'contact-needed' ? (stateWords[language][`contact.${about}`] ?? about) : about);

const clockTime = (iso: string): string => `${iso.slice(5, 7)}-${iso.slice(8, 10)} ${iso.slice(11, 16)}`;
const sentenceOf = (code: ProblemCode, language: Language, { allowedAt, faults }: ProblemMore): string =>
  (allowedAt !== undefined ? fullerSentences[language][`${code}.from`] : faults !== undefined ? fullerSentences[language][`${code}.fault`] : undefined) ?? sentences[language][code];

export const problemOf = (code: ProblemCode, language: Language, more: ProblemMore = {}, zone: ZoneTable | null = null): Problem => {
  const iso = more.allowedAt === undefined ? undefined : zone === null ? new Date(more.allowedAt).toISOString() : isoInstant(zone, instant(more.allowedAt));
  const slots = { about: aboutWords(code, language, more.about ?? ''), time: iso === undefined ? '' : clockTime(iso), seconds: String(more.seconds ?? 1), fault: more.faults?.[0]?.says[language] ?? '' };
  return {
    type: `urn:paihao:problem:${code}`, title: code, status: problemStatus[code], code, detail: fill(sentenceOf(code, language, more), slots),
    ...(iso === undefined ? {} : { allowedAt: iso }), ...(more.about === undefined ? {} : { about: more.about }), ...(more.faults === undefined ? {} : { faults: more.faults.map(({ path, says }) => ({ path, message: says[language] })) }),
  };
};
export const refusalProblem = (refusal: Refusal, language: Language, zone: ZoneTable): Problem =>
  problemOf(refusal.code, language, { ...(refusal.about === undefined ? {} : { about: refusal.about }), ...(refusal.allowedAt === undefined ? {} : { allowedAt: refusal.allowedAt }) }, zone);

export const problemType = 'application/problem+json; charset=utf-8';
const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply => reply.code(problem.status).header('content-type', problemType).send(JSON.stringify(problem));
export const refuseRequest = (request: FastifyRequest, reply: FastifyReply, code: ProblemCode, more: ProblemMore = {}): FastifyReply =>
  sendProblem(reply, problemOf(code, languageOf(request.headers['accept-language']), more));
/** Thrown inside a route to end it with a problem. */
export class RequestRefused extends Error {
  readonly code: ProblemCode;
  readonly more: ProblemMore;
  constructor(code: ProblemCode, more: ProblemMore = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}
