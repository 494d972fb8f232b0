import type { LegState } from '../../../contract/live-events.ts';
import type { AdminTranslate } from '../admin-words.ts';

const states: readonly LegState[] = ['waiting', 'called', 'serving', 'held', 'absent', 'served', 'left', 'unserved'];
const isState = (state: string): state is LegState => states.some((known) => known === state);

/** Where a person stands, in words. */
export const stateText = (a: AdminTranslate, state: string): string => (isState(state) ? a(`state-${state}`) : state);
