/** The whole life of a leg as one table. A pair that is missing here is refused; nothing else decides what may follow what. */
export type LegState = 'waiting' | 'called' | 'serving' | 'held' | 'absent' | 'served' | 'left' | 'unserved';
export type LegMove =
  | 'call' | 'call-by-hand' | 'recall' | 'start' | 'finish' | 'hold' | 'resume' | 'return' | 'transfer' | 'requeue'
  | 'absent' | 'forget' | 'wake' | 'leave' | 'close' | 'add-service' | 'change-class' | 'rate';

const table: { readonly [state in LegState]: { readonly [move in LegMove]?: LegState } } = {
  waiting: { call: 'called', 'call-by-hand': 'called', forget: 'absent', leave: 'left', close: 'unserved', 'change-class': 'waiting' },
  called: { recall: 'called', start: 'serving', finish: 'served', transfer: 'waiting', requeue: 'waiting', absent: 'absent', leave: 'left', 'add-service': 'called', 'change-class': 'called' },
  serving: { finish: 'served', hold: 'held', transfer: 'waiting', requeue: 'waiting', 'add-service': 'serving', 'change-class': 'serving' },
  held: { resume: 'serving', return: 'waiting', leave: 'left', close: 'unserved', 'change-class': 'held' },
  absent: { 'call-by-hand': 'called', return: 'waiting', wake: 'waiting', leave: 'left', close: 'unserved', 'change-class': 'absent' },
  served: { rate: 'served' },
  left: {},
  unserved: {},
};

/** The state after the move, or null when it is not allowed. Finishing a called leg implies that its visitor came. */
export const legStateAfter = (state: LegState, move: LegMove): LegState | null => table[state][move] ?? null;
export const isFinal = (state: LegState): boolean => state === 'served' || state === 'left' || state === 'unserved';
/** States in which the visitor is somewhere with this leg, so that no other leg of the ticket is called meanwhile. */
export const blocksOthers = (state: LegState): boolean => state === 'called' || state === 'serving' || state === 'held' || state === 'absent';

/** Outcome of a leg that ended as left because the press that began it was taken back. */
export const withdrawn = 'withdrawn';
