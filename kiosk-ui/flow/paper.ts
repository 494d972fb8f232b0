import type { KioskView, PrintStateView, Text } from '../../contract/live-events.ts';
import type { TicketAnswer } from '../../contract/http-shapes.ts';

export type PaperWords =
  | 'paper.printing' | 'paper.take' | 'paper.sent' | 'paper.printingAt' | 'paper.takeAt' | 'paper.out' | 'paper.cover' | 'paper.failed' | 'paper.unknown' | 'paper.none';

export interface PaperStanding {
  readonly words: PaperWords;
  /** The number stays on the screen until it is touched away: there is no paper to carry it. */
  readonly stays: boolean;
  readonly settled: boolean;
  /** Where the paper comes out, when that is not here. */
  readonly elsewhere: Text | null;
}

type Prints = KioskView['prints'];

const failed = (fault: string | null): PaperWords => {
  if (fault === 'paper-out' || fault === 'paper-out-or-cover') return 'paper.out';
  return fault === 'cover-open' ? 'paper.cover' : 'paper.failed';
};

const standingOf = (state: PrintStateView, fault: string | null, elsewhere: Text | null): PaperStanding => {
  const there = elsewhere !== null;
  switch (state) {
    case 'issued':
    case 'printing': return { words: there ? 'paper.printingAt' : 'paper.printing', stays: false, settled: false, elsewhere };
    case 'printed': return { words: there ? 'paper.takeAt' : 'paper.take', stays: false, settled: true, elsewhere };
    case 'sent': return { words: there ? 'paper.takeAt' : 'paper.sent', stays: false, settled: true, elsewhere };
    case 'not-printed': return { words: failed(fault), stays: true, settled: true, elsewhere };
    case 'unknown': return { words: 'paper.unknown', stays: true, settled: true, elsewhere };
  }
};

/** How the ticket's paper stands. The view knows best; before it tells, the answer of the press does. */
export const paperOf = (ticket: Pick<TicketAnswer, 'id' | 'print'>, prints: Prints): PaperStanding => {
  const live = prints.filter((print) => print.ticketId === ticket.id).pop();
  if (live !== undefined) return standingOf(live.state, live.fault, live.elsewhere);
  if (ticket.print === null) return { words: 'paper.none', stays: true, settled: true, elsewhere: null };
  const states: readonly PrintStateView[] = ['issued', 'printing', 'printed', 'sent', 'not-printed', 'unknown'];
  return standingOf(states.find((state) => state === ticket.print?.state) ?? 'unknown', null, ticket.print.elsewhere);
};

type ListWords = 'print.list' | 'print.printing' | 'print.take' | 'print.takeAt' | 'print.sent' | 'print.failed';
const listWordsOf: Readonly<Record<PrintStateView, ListWords>> = { issued: 'print.printing', printing: 'print.printing', printed: 'print.take', sent: 'print.sent', 'not-printed': 'print.failed', unknown: 'print.sent' };
/** What the key that prints a check list says; null: nothing was asked for yet. `elsewhere`: it comes out at another kiosk. */
export const listWords = (state: PrintStateView | null, elsewhere = false): ListWords => {
  const words = state === null ? 'print.list' : listWordsOf[state];
  return elsewhere && (words === 'print.take' || words === 'print.sent') ? 'print.takeAt' : words;
};
