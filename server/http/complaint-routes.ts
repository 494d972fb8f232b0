import type { FastifyInstance } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { answerComplaintBody, complaintBody, findComplaintBody } from '../../contract/http-shapes.ts';
import type { ComplaintBody, FindComplaintBody } from '../../contract/http-shapes.ts';
import type { Instant } from '../domain/brands.ts';
import type { Complaint, Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { readPhone } from '../domain/person-number.ts';
import { Allowance, costFor, sourceOf } from '../engine/allowance.ts';
import { freshCode, freshId, sealAlone } from '../engine/fresh-values.ts';
import type { House } from '../engine/house.ts';
import { badRequest } from './bad-request.ts';
import { knownCaller } from './caller.ts';
import { hallOf, pressRoute } from './press-route.ts';
import { RequestRefused } from './problem.ts';
import { isRole } from './roles.ts';

interface Written { readonly text: string; readonly phone: string | null }
const writtenIn = ({ text, phone: typed }: ComplaintBody): Written => {
  const phone = typed === undefined || typed.trim() === '' ? null : readPhone(typed);
  if (typed !== undefined && typed.trim() !== '' && phone === null) throw badRequest('body/phone', 'phone');
  return { text: text.trim().normalize('NFC'), phone };
};
const facts = (hall: Hall, { number, state, filedAt, dueOn, answeredAt }: Complaint): object => {
  const iso = (at: Instant): string => isoInstant(hall.catalogue.zoneTable, at);
  return { number, state, filedAt: iso(filedAt), dueOn, answeredAt: answeredAt === null ? null : iso(answeredAt) };
};
/** Ten letters and digits, read out as they stand; what people type of it may be small and have blanks. */
const codeIn = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
const mostText = 5;

const fileRoute = (app: FastifyInstance, house: House): void => {
  /** Five an hour from one source: whoever has more to say phones. */
  const filed = new Allowance(mostText, 3_600_000);
  const made = new WeakMap<object, { readonly id: string; readonly code: string; readonly written: Written }>();
  pressRoute<ComplaintBody, boolean>(app, house, {
    url: '/complaints', body: complaintBody, summary: 'Complain, with or without a name; the answer is followed by number and code', status: 201, answers: answers.complaintFiled,
    who: (c) => c.kind === 'anyone' || isRole(c, 'hotline', 'guide', 'manager'),
    ready: async (c, request) => c.caller.kind !== 'anyone' || filed.waitMs(sourceOf(request.ip), house.clock.mono(), costFor(request.ip)) === 0,
    press: (c, may) => {
      if (!may) throw new RequestRefused('too-many-attempts', { seconds: 720 });
      const one = { id: freshId(), code: freshCode(), written: writtenIn(c.body) };
      made.set(c, one);
      const [text, code] = [sealAlone(one.id, 'complaint', JSON.stringify(one.written)), sealAlone(one.id, 'complaint-code', one.code)];
      return { sides: [text.side, code.side], commands: [{ type: 'file-complaint', by: c.by, id: one.id, seals: { text: text.seal, code: code.seal } }] };
    },
    answer: (hall, _at, c) => {
      const one = made.get(c);
      const complaint = one === undefined ? undefined : hall.complaints.get(one.id);
      return { complaint: complaint === undefined || one === undefined ? null : { ...facts(hall, complaint), code: one.code } };
    },
  });
};

const followRoute = (app: FastifyInstance, house: House): void => {
  app.post('/api/halls/:hall/complaints/find', { config: { answer: answers.complaintFound }, schema: { body: findComplaintBody, summary: 'How a complaint stands, and its answer, by number and code' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    const { number, code } = request.body as FindComplaintBody;
    // Wrong codes count against the complaint, and against their source unless a whole town may stand behind it.
    const source = costFor(request.ip) < 1 ? [] : [`complaint:${sourceOf(request.ip)}`];
    const tried = [...source, `complaint-number:${engine.id}:${number.trim().toUpperCase()}`];
    const waitMs = house.access.guesses.waitMs(tried, house.clock.mono());
    if (waitMs > 0) throw new RequestRefused('too-many-attempts', { seconds: Math.ceil(waitMs / 1000) });
    const row = (await house.records.find('complaint-code', codeIn(code))).find((one) => one.hall === engine.id);
    const complaint = row === undefined ? undefined : engine.hall.complaints.get(row.ref);
    if (complaint === undefined || complaint.number !== number.trim().toUpperCase()) {
      house.access.guesses.failed(tried, house.clock.mono());
      throw new RequestRefused('unknown-complaint');
    }
    house.access.guesses.succeeded(source);
    void reply.header('cache-control', 'no-store');
    return { complaint: { ...facts(engine.hall, complaint), answer: (await house.records.side(engine.id, complaint.id, 'answer'))?.value ?? null } };
  });
};

/** Complaints reach the manager; clerks, who may be named in them, never see any. Supervisors see no telephone number. */
const staffRoutes = (app: FastifyInstance, house: House): void => {
  app.get('/api/halls/:hall/complaints', { config: { answer: answers.complaints }, schema: { summary: 'Complaints that stand, the open ones first, by the day they are due' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    const caller = await knownCaller(request, house, engine.id);
    if (!isRole(caller, 'manager', 'supervisor')) throw new RequestRefused('not-allowed');
    void reply.header('cache-control', 'no-store');
    const all = [...engine.hall.complaints.values()].sort((one, other) => Number(one.state === 'answered') - Number(other.state === 'answered') || one.dueOn.localeCompare(other.dueOn) || one.filedAt - other.filedAt);
    return {
      complaints: await Promise.all(all.slice(0, 200).map(async (one) => {
        const written = JSON.parse((await house.records.side(engine.id, one.id, 'complaint'))?.value ?? '{"text":"","phone":null}') as Written;
        return { id: one.id, ...facts(engine.hall, one), filedBy: one.filedBy, firstHandler: one.firstHandler, text: written.text, phone: isRole(caller, 'manager') ? written.phone : null, answer: (await house.records.side(engine.id, one.id, 'answer'))?.value ?? null };
      })),
    };
  });
  pressRoute<{ text: string }>(app, house, {
    url: '/complaints/:complaint/answer', body: answerComplaintBody, summary: 'Answer a complaint; whoever wrote it reads the answer', answers: answers.complaintAnswered, who: (c) => isRole(c, 'manager'), answer: () => ({ answered: true }),
    press: (c) => {
      const id = c.params['complaint'] ?? '';
      const sealed = sealAlone(id, 'answer', c.body.text.trim());
      return { sides: [sealed.side], commands: [{ type: 'answer-complaint', by: c.by, id, seal: sealed.seal }] };
    },
  });
};

export const complaintRoutes = (app: FastifyInstance, house: House): void => {
  fileRoute(app, house);
  followRoute(app, house);
  staffRoutes(app, house);
};
