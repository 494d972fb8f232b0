import type { Paper } from '../../contract/device-jobs.ts';
import type { Instant } from '../domain/brands.ts';
import type { Hall, ListPrint } from '../domain/hall.ts';
import { commonLines, commonSlot, laidOut } from './lay-out-paper.ts';
import type { LogoOf } from './lay-out-paper.ts';
import { bringLines, factLines, paperTime, paperWords, servicePage, serviceWords } from './paper-words.ts';

/** What to bring for a service, to tick off at home: the words of the kiosk's page, and the same page for the phone as a code. */
export const listPaper = (hall: Hall, { serviceId, language, large }: Pick<ListPrint, 'serviceId' | 'language' | 'large'>, at: Instant, publicUrl: string | null, logo: LogoOf): Paper => {
  const url = servicePage(hall, serviceId, publicUrl);
  const name = hall.catalogue.services.get(serviceId)?.name;
  return laidOut(hall, {
    kind: 'list', language, large, number: '', logo, qr: url === null ? null : { url, caption: (l) => paperWords[l]('listOnPhone') },
    lines: (part, l) => {
      const bring = bringLines(hall, serviceId, l);
      switch (part) {
        case 'service': return [name?.[l] ?? ''];
        case 'bring': return [serviceWords[l]('service.bring'), ...(bring.length === 0 ? [serviceWords[l]('service.nothing')] : bring)];
        case 'facts': return factLines(hall, serviceId, l);
        case 'not-a-ticket': return [paperWords[l]('listNoNumber')];
        case 'printed': return [paperWords[l]('listPrinted', { time: paperTime(hall, at) })];
        default: return commonLines(hall, part, l);
      }
    },
    slot: (slot, l) => (slot === 'service' ? (name?.[l] ?? null) : commonSlot(hall, slot, l, paperTime(hall, at))),
  });
};
