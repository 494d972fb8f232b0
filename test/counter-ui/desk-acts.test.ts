import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import { addServiceBody, callBody, captionBody, emptyBody, finishBody, issueBody, reasonBody, pauseBody, resumeHeldBody, returnBody, serveDirectBody, suspensionBody, transferBody } from '../../contract/http-shapes.ts';
import { deskPost } from '../../counter-ui/desk/desk-act.ts';
import { draftFor, draftLacks, emptyDraft, finishRequest } from '../../counter-ui/desk/finish-draft.ts';
import { issueRequest } from '../../counter-ui/admin/guide/issue-request.ts';
import { suspensionReasons, suspensionRequest } from '../../counter-ui/admin/manager/suspension-request.ts';
import { called, catalogue } from '../browser/counter-views.ts';

const at = '/api/halls/demo/counters/3';
const draft = emptyDraft(called);

test('every act has the path and a body that the contract accepts', () => {
  const cases = [
    [{ act: 'call-next' }, `${at}/call-next`, emptyBody], [{ act: 'sign-out' }, `${at}/sign-out`, emptyBody],
    [{ act: 'finish', body: finishRequest(draft, called, 'done', true) }, `${at}/finish`, finishBody],
    [{ act: 'hold', reason: 'copying' }, `${at}/hold`, reasonBody], [{ act: 'pause', reason: 'meal', minutes: null }, `${at}/pause`, pauseBody], [{ act: 'pause', reason: 'meal', minutes: 30 }, `${at}/pause`, pauseBody],
    [{ act: 'transfer', queueId: 'property', place: 'first' }, `${at}/transfer`, transferBody],
    [{ act: 'add-service', serviceId: 'x', here: true }, `${at}/add-service`, addServiceBody],
    [{ act: 'serve-direct', serviceId: 'x', reason: '' }, `${at}/serve-direct`, serveDirectBody],
    [{ act: 'call', ticketId: 't', reason: 'because' }, `${at}/call`, callBody],
    [{ act: 'resume-held', ticketId: 't' }, `${at}/resume-held`, resumeHeldBody],
    [{ act: 'caption', text: '' }, `${at}/caption`, captionBody],
    [{ act: 'return', ticketId: 't' }, '/api/halls/demo/tickets/t/return', returnBody],
    [{ act: 'wake', ticketId: 't' }, '/api/halls/demo/tickets/t/wake', emptyBody],
  ] as const;
  for (const [act, path, schema] of cases) {
    const post = deskPost('demo', '3', act);
    expect(post.path).toBe(path);
    expect(Check(schema, post.body), act.act).toBe(true);
  }
});

test('one press finishes with the usual outcome and nothing else', () => {
  expect(finishRequest(draft, called, 'done', true)).toEqual({ legId: called.legId, outcome: 'done', callNext: true });
  expect(finishRequest(draft, called, '', false)).toEqual({ legId: called.legId, callNext: false });
});

test('missing papers are sent only with their outcome, and must be ticked', () => {
  const missing = { ...draft, outcome: 'papers-missing', missing: ['deed', 'tax'], caseNumber: ' 2026-17 ', cases: 3 };
  expect(finishRequest(missing, called, 'done', false)).toEqual({ legId: called.legId, outcome: 'papers-missing', missing: ['deed', 'tax'], caseNumber: '2026-17', cases: 3, callNext: false });
  expect(finishRequest({ ...missing, outcome: 'done' }, called, 'done', false)).not.toHaveProperty('missing');
  expect(draftLacks({ ...missing, missing: [] }, 5)).toBe('tick-missing');
  expect(draftLacks({ ...missing, missing: [] }, 0)).toBeNull();
  expect(draftLacks(missing, 5)).toBeNull();
});

test('nobody inherits the outcome that was meant for somebody else', () => {
  const mine = { ...draft, outcome: 'impossible' };
  expect(draftFor(mine, called)).toBe(mine);
  expect(draftFor(mine, { legId: 'next', cases: 2 })).toEqual(emptyDraft({ legId: 'next', cases: 2 }));
});

test('a guide gives the reason only where a proof is asked', () => {
  const [walkIn, , disabled] = catalogue.classes;
  const plain = issueRequest({ serviceId: 's', ofClass: walkIn ?? null, reason: 'x', needs: [], english: false });
  expect(plain).toEqual({ serviceId: 's' });
  const proven = issueRequest({ serviceId: 's', ofClass: disabled ?? null, reason: ' saw the card ', needs: ['low-desk'], english: true });
  expect(proven).toEqual({ serviceId: 's', class: 'disabled', identity: { reason: 'saw the card' }, needs: ['low-desk'], language: 'en' });
  for (const body of [plain, proven]) expect(Check(issueBody, body)).toBe(true);
});

test('every suspension says why in both languages', () => {
  for (const { id } of suspensionReasons) {
    const body = suspensionRequest({ kind: 'department', id: 'medical', reason: id, backInMinutes: 30, now: Date.UTC(2026, 2, 2, 2, 24) });
    expect({ scope: body.scope, expectedBack: body.expectedBack }).toEqual({ scope: { kind: 'department', id: 'medical' }, expectedBack: '2026-03-02T02:54:00.000Z' });
    expect(Check(suspensionBody, { ...body, expectedBack: undefined }) || Check(suspensionBody, { scope: body.scope, reason: body.reason })).toBe(true);
  }
  expect(suspensionRequest({ kind: 'hall', id: 'x', reason: 'power', backInMinutes: 0, now: 0 })).toEqual({ scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' } });
});
