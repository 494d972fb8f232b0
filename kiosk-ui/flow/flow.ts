import type { FoundAppointmentsAnswer } from '../../contract/http-answers.ts';
import type { IssueBody, Problem, TicketAnswer } from '../../contract/http-shapes.ts';
import type { CardSeen, Language, Text, VisitorView } from '../../contract/live-events.ts';
import { visitorViewFrom } from '../../contract/visitor-answer.ts';
import type { VisitorAnswer } from '../../contract/visitor-answer.ts';

/** Where in choosing a visitor stands: one decision each. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'search' | 'check-in' }
  | { readonly at: 'departments' | 'matters' | 'services'; readonly title: Text; readonly ids: readonly string[] }
  | { readonly at: 'service' | 'care' | 'cases' | 'carry'; readonly id: string };

/** What the visitor has chosen so far; nothing of it leaves the kiosk before the press on 取号. */
export interface Draft {
  readonly services: readonly string[];
  readonly cases: number;
  readonly classId: string | null;
  readonly needs: readonly string[];
  /** The identity card on this kiosk's reader, while it proves something. */
  readonly card: CardSeen | null;
}

export type ScanAction = 'wake' | 'away' | 'back';
export type Act =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'taking' }
  /** Nobody answered for long: the number may exist, and another press could make a second one. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'taken'; readonly ticket: TicketAnswer }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'booked'; readonly shown: Shown; readonly found: FoundAppointmentsAnswer }
  | { readonly kind: 'scanned'; readonly ticketId: string; readonly ticket: VisitorView; readonly actions: readonly ScanAction[] };

/** How somebody shows an appointment: by the link in its QR code, or by what they typed. */
export type Shown = { readonly token: string } | { readonly code: string } | { readonly phoneTail: string; readonly code: string } | { readonly identity: string } | { readonly card: string };
/** How many digits are typed for each. */
export const typedLength = { tails: 7, code: 9, identity: 18 } as const;
/** What somebody typed on a pad of digits: the code, the last four of the phone and the last three of the code, an identity number, or a longer number of the platform where it was booked; null while it is none of them. */
export const shownByDigits = (typed: string): Shown | null => {
  if (typed.length === typedLength.tails) return { phoneTail: typed.slice(0, 4), code: typed.slice(4) };
  if (typed.length === typedLength.identity) return { identity: typed };
  return typed.length >= typedLength.code ? { code: typed } : null;
};

/** A visitor at the kiosk, from the first touch to going away. A value: every step makes a new one. */
export interface Flow {
  /** Screens behind the visitor, the present one last; never empty. */
  readonly trail: readonly Place[];
  readonly draft: Draft;
  readonly act: Act;
}

export const mostServices = 5;
const home: Place = { at: 'home' };
const noDraft: Draft = { services: [], cases: 1, classId: null, needs: [], card: null };

export const start = (): Flow => ({ trail: [home], draft: noDraft, act: { kind: 'choosing' } });
export const placeOf = (flow: Flow): Place => flow.trail[flow.trail.length - 1] ?? home;
/** Nothing chosen and nothing shown: nothing would be lost by staying or going. */
export const isFresh = (flow: Flow): boolean => flow.act.kind === 'choosing' && flow.trail.length === 1 && flow.draft.services.length === 0 && flow.draft.card === null;

export const open = (flow: Flow, place: Place): Flow => ({ ...flow, act: { kind: 'choosing' }, trail: place.at === 'home' ? [home] : [...flow.trail, place] });
/** From a refusal back leads to the service; on the way out of the first screen it stays home. */
export const back = (flow: Flow): Flow =>
  flow.act.kind !== 'choosing' ? { ...flow, act: { kind: 'choosing' } } : { ...flow, trail: flow.trail.length > 1 ? flow.trail.slice(0, -1) : [home] };

/** 再办一件: keeps this service and leads to the home screen to choose another. */
export const keepService = (flow: Flow, id: string): Flow =>
  flow.draft.services.includes(id) || flow.draft.services.length >= mostServices ? flow
    : { trail: [home], act: { kind: 'choosing' }, draft: { ...flow.draft, services: [...flow.draft.services, id] } };
export const dropService = (flow: Flow, id: string): Flow => ({ ...flow, draft: { ...flow.draft, services: flow.draft.services.filter((kept) => kept !== id) } });

export const setCases = (flow: Flow, cases: number, max: number): Flow => ({ ...flow, draft: { ...flow.draft, cases: Math.min(Math.max(1, cases), max) } });
export const chooseClass = (flow: Flow, classId: string | null): Flow => ({ ...flow, draft: { ...flow.draft, classId } });
/** A card on the reader proves a class: the number will be taken in it. A class chosen by its holder stays. */
export const withCard = (flow: Flow, card: CardSeen): Flow => {
  const before = flow.draft.card === null ? flow.draft.classId : null;
  return { ...flow, act: { kind: 'choosing' }, draft: { ...flow.draft, card, classId: before ?? card.classes[0] ?? null } };
};
/** The card proves nothing any more: what hung on it goes with it. */
export const withoutCard = (flow: Flow): Flow =>
  flow.draft.card === null ? flow : { ...flow, draft: { ...flow.draft, card: null, classId: flow.draft.card.classes.some((id) => id === flow.draft.classId) ? null : flow.draft.classId } };
export const toggleNeed = (flow: Flow, need: string): Flow => {
  const needs = flow.draft.needs.includes(need) ? flow.draft.needs.filter((kept) => kept !== need) : [...flow.draft.needs, need];
  return { ...flow, draft: { ...flow.draft, needs } };
};

/** What a press on 取号 would be for: the kept services and the one on the screen. */
export const servicesToTake = (flow: Flow): readonly string[] => {
  const place = placeOf(flow);
  const here = 'id' in place ? [place.id] : [];
  return [...flow.draft.services, ...here.filter((id) => !flow.draft.services.includes(id))];
};

export const take = (flow: Flow): Flow => ({ ...flow, act: { kind: 'taking' } });
export const unsure = (flow: Flow): Flow => (flow.act.kind === 'taking' ? { ...flow, act: { kind: 'unsure' } } : flow);
export const taken = (ticket: TicketAnswer): Flow => ({ ...start(), act: { kind: 'taken', ticket } });
export const refuse = (flow: Flow, problem: Problem): Flow => ({ ...flow, act: { kind: 'refused', problem } });
/** What the server says of a scanned ticket. */
export interface ScanAnswer { readonly ticketId: string; readonly ticket: VisitorAnswer; readonly actions: readonly ScanAction[]; readonly audio?: string | null }
export const scanned = ({ ticketId, ticket, actions }: ScanAnswer): Flow => ({ ...start(), act: { kind: 'scanned', ticketId, ticket: visitorViewFrom(ticket), actions } });
/** An appointment that was found, before its holder takes a number for it. */
export const booked = (shown: Shown, found: FoundAppointmentsAnswer): Flow => ({ ...start(), act: { kind: 'booked', shown, found } });
/** A scan may not tear a visitor out of a press that is under way. */
export const mayScan = (flow: Flow): boolean => flow.act.kind !== 'taking' && flow.act.kind !== 'unsure';

/** The press as the server takes it. Cases are sent only where they were asked. */
export const issueBody = (flow: Flow, asked: { readonly cases: boolean; readonly language: Language; readonly large: boolean }): IssueBody => {
  const services = servicesToTake(flow);
  const [only] = services;
  return {
    ...(services.length === 1 && only !== undefined ? { serviceId: only } : { serviceIds: [...services] }),
    ...(asked.cases ? { cases: flow.draft.cases } : {}),
    ...(flow.draft.classId === null ? {} : { class: flow.draft.classId }),
    ...(flow.draft.card === null ? {} : { identity: { reference: flow.draft.card.reference } }),
    ...(flow.draft.needs.length === 0 ? {} : { needs: [...flow.draft.needs] }),
    language: asked.language,
    ...(asked.large ? { large: true } : {}),
  };
};

const awayFor = 30 * 60_000;
/** A scanned ticket after its holder pressed a key: each key may be pressed once, then the screen says what became of it. */
export const afterAction = (flow: Flow, action: ScanAction, ticket: Pick<TicketAnswer, 'ahead' | 'estimate'>): Flow => {
  if (flow.act.kind !== 'scanned') return flow;
  const before = flow.act.ticket;
  const away = action === 'away' ? { until: before.now + awayFor } : null;
  return { ...flow, act: { ...flow.act, actions: [], ticket: { ...before, state: 'waiting', away, ahead: ticket.ahead, estimate: ticket.estimate } } };
};
