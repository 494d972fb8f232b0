import type { LegState, VisitorView } from '../../contract/live-events.ts';

type ScanWords =
  | 'scanned.waiting' | 'scanned.away' | 'scanned.called' | 'scanned.serving' | 'scanned.held' | 'scanned.absent' | 'scanned.served' | 'scanned.left' | 'scanned.unserved';

const ofState: { readonly [state in LegState]: ScanWords } = {
  waiting: 'scanned.waiting', called: 'scanned.called', serving: 'scanned.serving', held: 'scanned.held',
  absent: 'scanned.absent', served: 'scanned.served', left: 'scanned.left', unserved: 'scanned.unserved',
};

/** A visitor who stepped away still waits in the hall's books; `away` tells the difference. */
export const scanWords = (ticket: Pick<VisitorView, 'state' | 'away'>): ScanWords =>
  ticket.state === 'waiting' && ticket.away !== null ? 'scanned.away' : ofState[ticket.state];
