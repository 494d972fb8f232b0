import type { VisitorView } from '../../contract/live-events.ts';

/** What the page is about at this moment. */
export type Face = 'waiting' | 'away' | 'called' | 'serving' | 'held' | 'absent' | 'served' | 'left' | 'unserved';

export const faceOf = (ticket: Pick<VisitorView, 'state' | 'away'>): Face => (ticket.state === 'waiting' && ticket.away !== null ? 'away' : ticket.state);
export const isOver = (face: Face): boolean => face === 'served' || face === 'left' || face === 'unserved';

/** Nothing of the ticket is called until a suspension ends; another service of it may still be called otherwise. */
export const standsStill = ({ services }: Pick<VisitorView, 'services'>): boolean => {
  const waiting = services.filter((service) => service.state === 'waiting');
  return waiting.length > 0 && waiting.every((service) => service.suspended);
};

export type MissedWords =
  | 'absentReturn' | 'absentFinal' | 'absentEnd' | 'absentAutomatic' | 'missedReturn' | 'missedFinal' | 'missedEnd' | 'missedAutomatic';
interface MissedSentence { readonly words: MissedWords; readonly n: number }

/** The hall's rule for missed calls as a sentence: before it happens (`missed…`) or once it has (`absent…`). */
export const missedSentence = (missed: VisitorView['missed'], happened: boolean): MissedSentence => {
  switch (missed.kind) {
    case 'return-after': return { words: happened ? 'absentReturn' : 'missedReturn', n: missed.calls };
    case 'final': return { words: happened ? 'absentFinal' : 'missedFinal', n: 0 };
    case 'to-the-end': return { words: happened ? 'absentEnd' : 'missedEnd', n: 0 };
    case 'automatic': return { words: happened ? 'absentAutomatic' : 'missedAutomatic', n: missed.minutes };
  }
};

export type Deed = 'away' | 'back' | 'wake' | 'leave';
/** The keys under the ticket, the likeliest first. Who is at a counter talks to the clerk instead. */
export const deedsOf = (ticket: Pick<VisitorView, 'state' | 'away' | 'awaysLeft' | 'missed'>): readonly Deed[] => {
  switch (faceOf(ticket)) {
    case 'waiting': return ticket.awaysLeft > 0 ? ['away', 'leave'] : ['leave'];
    case 'away': return ['back', 'leave'];
    case 'absent': return ticket.missed.kind === 'final' || ticket.missed.kind === 'automatic' ? ['leave'] : ['wake', 'leave'];
    case 'held': return ['leave'];
    case 'called':
    case 'serving':
    case 'served':
    case 'left':
    case 'unserved': return [];
  }
};

/** Of two pictures of the same ticket the later one, whichever way it came. */
export const later = (a: VisitorView | null, b: VisitorView | null): VisitorView | null => {
  if (a === null || b === null) return a ?? b;
  return b.seq > a.seq || (b.seq === a.seq && b.now > a.now) ? b : a;
};
