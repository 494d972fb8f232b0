import type { CounterView } from '../../contract/live-events.ts';

/** The next sensible step, on the one main button. */
export type MainStep = 'resume' | 'call-next' | 'start' | 'finish-next' | 'finish';

/** Whoever stands at the counter comes before everything else; a paused counter finishes its visitor but calls nobody after. */
export const mainStep = (view: Pick<CounterView, 'current' | 'paused'>): MainStep => {
  if (view.current !== null) {
    if (view.current.state === 'called') return 'start';
    return view.paused === null ? 'finish-next' : 'finish';
  }
  return view.paused === null ? 'call-next' : 'resume';
};

/** Names one meaning of the main button: when it changes, the button means something else to somebody else. */
export const mainMeaning = (view: Pick<CounterView, 'current' | 'paused'>): string =>
  `${mainStep(view)} ${view.current?.legId ?? ''}`;

/** Milliseconds for which a button that has just changed its meaning takes no press: a double press is one decision, not two. */
export const settleTime = 500;
export const settled = (changedAt: number, now: number): boolean => now - changedAt >= settleTime;
