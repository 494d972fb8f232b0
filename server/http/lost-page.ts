import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import en from '../../contract/languages/en/lost.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/lost.json' with { type: 'json' };
import type { Language } from '../domain/hall-config.ts';
import { languageOf, problemStatus, refuseRequest } from './problem.ts';
import type { ProblemCode } from './problem.ts';

const words: Readonly<Record<Language, typeof zh>> = { 'zh-CN': zh, en };
const style = 'body{background:#F6F4EF;color:#14212B;font:18px/1.6 "Noto Sans SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:34em;padding:12vh 24px 24px}section{margin-bottom:48px}h1{font-size:28px;line-height:1.3;margin:0 0 8px}section+section h1{font-size:22px}p{margin:0 0 12px}a{color:#084A8C;display:inline-block;padding:12px 0}';
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const part = (language: Language): string => {
  const { title, text, start } = words[language];
  return `<section lang="${language}"><h1>${title}</h1><p>${text}</p><a href="/">${start}</a></section>`;
};
const pageIn = (language: Language): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words[language].title}</title><style>${style}</style></head><body>${part(language)}${part(language === 'en' ? 'zh-CN' : 'en')}</body></html>`;

/** Programs ask below these, even when they say that they like HTML. */
const forPrograms = /^\/(?:api|audio|media|assets)(?:[/?]|$)/u;
const isPerson = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true && !forPrograms.test(url);

/** An address where nothing is: a person who mistyped it gets words and a way on, a program a problem document. */
export const answerLost = (request: FastifyRequest, reply: FastifyReply, code: ProblemCode): FastifyReply => {
  if (!isPerson(request)) return refuseRequest(request, reply, code);
  return reply.code(problemStatus[code]).headers({
    'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-store', vary: 'accept, accept-language',
  }).send(pageIn(languageOf(request.headers['accept-language'])));
};
