/** What the clerk has chosen about the service in hand before finishing it. One press finishes with the usual outcome. */
export interface FinishDraft {
  readonly legId: string;
  /** Empty: the hall's first outcome. */
  readonly outcome: string;
  readonly caseNumber: string;
  readonly cases: number;
  readonly missing: readonly string[];
}
export interface FinishRequest {
  readonly legId: string;
  readonly outcome?: string;
  readonly caseNumber?: string;
  readonly cases?: number;
  readonly missing?: readonly string[];
  readonly callNext?: boolean;
}

/** The outcome for which the clerk ticks what is missing. */
export const papersMissing = 'papers-missing';

export const emptyDraft = (current: { readonly legId: string; readonly cases: number }): FinishDraft =>
  ({ legId: current.legId, outcome: '', caseNumber: '', cases: current.cases, missing: [] });

/** Keeps a draft only for the leg it was made for: nobody's outcome may fall on the next visitor. */
export const draftFor = (draft: FinishDraft | null, current: { readonly legId: string; readonly cases: number }): FinishDraft =>
  draft !== null && draft.legId === current.legId ? draft : emptyDraft(current);

const within = (n: number, low: number, high: number): number => Math.min(high, Math.max(low, Math.round(n)));

/** Body of `finish`. Unset fields are left out, so that the server's own defaults hold. */
export const finishRequest = (draft: FinishDraft, current: { readonly cases: number }, usual: string, callNext: boolean): FinishRequest => {
  const outcome = draft.outcome === '' ? usual : draft.outcome;
  const caseNumber = draft.caseNumber.trim().slice(0, 64);
  const cases = within(draft.cases, 1, 99);
  return {
    legId: draft.legId,
    ...(outcome === '' ? {} : { outcome }),
    ...(caseNumber === '' ? {} : { caseNumber }),
    ...(cases === current.cases ? {} : { cases }),
    ...(outcome === papersMissing && draft.missing.length > 0 ? { missing: draft.missing } : {}),
    callNext,
  };
};

/** Null when the draft may be sent; else what is still to do. */
export const draftLacks = (draft: FinishDraft, materials: number): 'tick-missing' | null =>
  draft.outcome === papersMissing && materials > 0 && draft.missing.length === 0 ? 'tick-missing' : null;
