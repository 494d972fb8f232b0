import type { CounterView } from '../../contract/live-events.ts';
import type { StaffWords } from '../words.ts';

/** "撤销过号 A012": says what a press on 撤销 takes back, before it is pressed. */
export const undoText = (t: StaffWords['t'], undo: NonNullable<CounterView['undo']>): string => {
  const number = undo.number;
  switch (undo.act) {
    case 'call': case 'call-next': return t('undo-call', { number });
    case 'start': return t('undo-start', { number });
    case 'finish': return t('undo-finish', { number });
    case 'absent': return t('undo-absent', { number });
    case 'hold': return t('undo-hold', { number });
    case 'transfer': return t('undo-transfer', { number });
    case 'resume-held': return t('undo-resume-held', { number });
    case 'return': return t('undo-return', { number });
    case 'wake': return t('undo-wake', { number });
    case 'add-service': case 'add-here': return t('undo-add-service', { number });
    case 'serve-direct': return t('undo-serve-direct', { number });
    default: return t('undo-other', { number });
  }
};
