import type { Paper, PaperBlock } from '../../contract/device-jobs.ts';
import type { Hall } from '../domain/hall.ts';
import { paperWords } from './paper-words.ts';

/** For whoever changed the roll, in the languages of the hall: what a printer tries out. */
export const slipPaper = (hall: Hall): Paper => ({
  blocks: hall.catalogue.config.languages.flatMap((language): readonly PaperBlock[] => [
    { kind: 'text', text: paperWords[language]('slipTitle'), align: 'center', width: 2, height: 2 },
    { kind: 'text', text: paperWords[language]('slipFine'), align: 'left', width: 1, height: 1 },
    { kind: 'text', text: paperWords[language]('slipBlank'), align: 'left', width: 1, height: 1 },
  ]),
});
