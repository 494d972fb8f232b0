import type { PaperPart } from './hall-config.ts';
import type { FaultPath, HallFault, HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';
import { partsOf, slotsIn, slotsOf } from './paper-layout.ts';
import type { PaperKind } from './paper-layout.ts';

const kinds: readonly PaperKind[] = ['ticket', 'list', 'missing'];

const partFaults = (kind: PaperKind, part: PaperPart, path: FaultPath, hasLogo: boolean): readonly HallFault[] => {
  const { text } = part;
  if ((part.part === undefined) === (text === undefined)) return [hallFault('paper-part', path, '这里须写 part 或 text，且只写一个', 'Here belongs either a part or a text, and only one of them')];
  if (part.part === undefined) return (['zh-CN', 'en'] as const).flatMap((language) => slotsIn(text?.[language] ?? '').filter((slot) => !slotsOf[kind].has(slot)).map((slot) =>
    hallFault('paper-slot', [...path, 'text', language], `没有 {${slot}}；可用的有 ${[...slotsOf[kind]].join('、')}`, `There is no {${slot}}; there are ${[...slotsOf[kind]].join(', ')}`)));
  if (!partsOf[kind].has(part.part)) return [hallFault('paper-part', [...path, 'part'], `这种纸上没有“${part.part}”；可用的有 ${[...partsOf[kind]].join('、')}`, `“${part.part}” is no part of this paper; there are ${[...partsOf[kind]].join(', ')}`)];
  return part.part === 'logo' && !hasLogo ? [hallFault('paper-logo', path, '要印标志，须在 papers 里写 logo', 'To print the logo, name its file as papers.logo')] : [];
};

const layouts: HallRule = {
  reads: ['papers'],
  check: ({ papers }) => kinds.flatMap((kind) => (papers?.[kind] ?? []).flatMap((part, index) => partFaults(kind, part, ['papers', kind, index], papers?.logo !== undefined))),
};

/** Without its number a ticket is none. */
const numbered: HallRule = {
  reads: ['papers'],
  check: ({ papers }) => (papers?.ticket === undefined || papers.ticket.some(({ part }) => part === 'number') ? [] : [hallFault('paper-part', ['papers', 'ticket'], '号票上须有 number', 'A ticket needs the part number')]),
};

const counterPrinters: HallRule = {
  reads: ['counters', 'devices'],
  check: (hall) => hall.counters.flatMap(({ printer }, index) => (printer === undefined ? [] : referenceFault(['counters', index, 'printer'], nameOf.device, printer, idsOf(hall.devices.filter(({ kind }) => kind === 'printer'))))),
};

/** What stands on papers, and where those of counters come out. */
export const paperRules: readonly HallRule[] = [layouts, numbered, counterPrinters];
