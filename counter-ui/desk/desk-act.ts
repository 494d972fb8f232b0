import type { FinishRequest } from './finish-draft.ts';

export type TransferPlace = 'original' | 'last' | 'first';
/** Everything a clerk can ask of the hall from the desk. */
export type DeskAct =
  | { readonly act: 'call-next' | 'start' | 'recall' | 'absent' | 'undo' | 'resume' | 'sign-out' }
  | { readonly act: 'finish'; readonly body: FinishRequest }
  | { readonly act: 'hold'; readonly reason: string }
  | { readonly act: 'pause'; readonly reason: string; readonly minutes: number | null }
  | { readonly act: 'transfer'; readonly queueId: string; readonly place: TransferPlace }
  | { readonly act: 'add-service'; readonly serviceId: string; readonly here: boolean }
  | { readonly act: 'serve-direct'; readonly serviceId: string; readonly reason: string }
  | { readonly act: 'call'; readonly ticketId: string; readonly reason: string }
  | { readonly act: 'resume-held' | 'return' | 'wake'; readonly ticketId: string }
  | { readonly act: 'caption'; readonly text: string };

export interface DeskPost { readonly path: string; readonly body: object }

const bodyOf = (asked: DeskAct): object => {
  switch (asked.act) {
    case 'finish': return asked.body;
    case 'hold': return { reason: asked.reason };
    case 'pause': return { reason: asked.reason, ...(asked.minutes === null ? {} : { minutes: asked.minutes }) };
    case 'transfer': return { queueId: asked.queueId, place: asked.place };
    case 'add-service': return { serviceId: asked.serviceId, here: asked.here };
    case 'serve-direct': return { serviceId: asked.serviceId, ...(asked.reason === '' ? {} : { reason: asked.reason }) };
    case 'call': return { ticketId: asked.ticketId, reason: asked.reason };
    case 'resume-held': return { ticketId: asked.ticketId };
    case 'caption': return { text: asked.text };
    case 'return': case 'wake': case 'call-next': case 'start': case 'recall': case 'absent': case 'undo': case 'resume': case 'sign-out': return {};
  }
};

/** Path and body of an act; paths below the ticket where it concerns a ticket that isn't at this counter. */
export const deskPost = (hall: string, counter: string, asked: DeskAct): DeskPost => {
  const at = `/api/halls/${encodeURIComponent(hall)}`;
  if (asked.act === 'return') return { path: `${at}/tickets/${encodeURIComponent(asked.ticketId)}/return`, body: { counter } };
  if (asked.act === 'wake') return { path: `${at}/tickets/${encodeURIComponent(asked.ticketId)}/wake`, body: {} };
  return { path: `${at}/counters/${encodeURIComponent(counter)}/${asked.act}`, body: bodyOf(asked) };
};
