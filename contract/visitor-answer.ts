import type { SuspensionView, VisitorView } from '../server/domain/view-shapes.ts';

type Written<V, Names extends keyof V> = Omit<V, Names> & { readonly [name in Names]: V[name] extends number ? string : string | null };

/** A visitor's own ticket as HTTP tells it: the picture that the socket sends, with its instants written out as ISO 8601 with offset. */
export type VisitorAnswer = Omit<Written<VisitorView, 'now' | 'issuedAt' | 'lastCallAt'>, 'away' | 'suspensions'> & {
  readonly away: { readonly until: string } | null;
  readonly suspensions: readonly Written<SuspensionView, 'expectedBack'>[];
};

const read = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso));

/** The picture back again, so that a page draws one and the same whichever way it came. */
export const visitorViewFrom = (answer: VisitorAnswer): VisitorView => ({
  ...answer, now: Date.parse(answer.now), issuedAt: Date.parse(answer.issuedAt), lastCallAt: read(answer.lastCallAt), away: answer.away === null ? null : { until: Date.parse(answer.away.until) },
  suspensions: answer.suspensions.map((s) => ({ ...s, expectedBack: read(s.expectedBack) })),
});
