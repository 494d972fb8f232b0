import type { Paper } from '../../contract/device-jobs.ts';
import type { Instant } from '../domain/brands.ts';
import { legsOf } from '../domain/decision.ts';
import type { Hall, Leg, Ticket } from '../domain/hall.ts';
import { commonLines, commonSlot, laidOut } from './lay-out-paper.ts';
import type { LogoOf } from './lay-out-paper.ts';
import { bringLines, factLines, paperTime, paperWords, servicePage } from './paper-words.ts';

/** The leg that was finished last for want of papers. */
const lackingLeg = (hall: Hall, ticket: Ticket): Leg | null =>
  legsOf(hall, ticket).filter((leg) => leg.missing.length > 0).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0] ?? null;

/** Everything that was missing, at once, so that a second journey is the last one. Null when nothing is missing any more: the finish was taken back. */
export const missingPaper = (hall: Hall, ticket: Ticket, at: Instant, publicUrl: string | null, logo: LogoOf): Paper | null => {
  const leg = lackingLeg(hall, ticket);
  if (leg === null) return null;
  const { serviceId } = leg;
  const url = servicePage(hall, serviceId, publicUrl);
  const name = hall.catalogue.services.get(serviceId)?.name;
  return laidOut(hall, {
    kind: 'missing', language: ticket.language, large: ticket.large, number: ticket.number, logo, qr: url === null ? null : { url, caption: (l) => paperWords[l]('listOnPhone') },
    lines: (part, l) => {
      switch (part) {
        case 'service': return [name?.[l] ?? ''];
        case 'missing': return [paperWords[l]('missing'), ...bringLines(hall, serviceId, l, new Set(leg.missing))];
        case 'facts': return factLines(hall, serviceId, l);
        case 'come-again': return [paperWords[l]('comeAgain')];
        case 'printed': return [paperWords[l]('missingPrinted', { number: ticket.number, time: paperTime(hall, at) })];
        default: return commonLines(hall, part, l);
      }
    },
    slot: (slot, l) => (slot === 'service' ? (name?.[l] ?? null) : slot === 'number' ? ticket.number : commonSlot(hall, slot, l, paperTime(hall, at))),
  });
};
