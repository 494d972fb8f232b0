import type { QueueId, ZoneId } from './brands.ts';
import type { Text } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { activeSuspensions } from './suspensions.ts';
import type { SuspensionView, ZoneSign } from './view-shapes.ts';

const nothing: Text = { 'zh-CN': '', en: '' };
const wholeHall: Text = { 'zh-CN': '全大厅', en: 'The whole hall' };

export const zoneSign = (hall: Hall, id: ZoneId | undefined): ZoneSign => {
  const zone = id === undefined ? undefined : hall.catalogue.zones.get(id);
  return zone === undefined ? { id: '', name: nothing, floor: nothing, colour: '#55616B', sign: '' } : { id: zone.id, name: zone.name, floor: zone.floor, colour: zone.colour, sign: zone.sign };
};
export const zoneOfQueue = (hall: Hall, queueId: QueueId): ZoneSign => zoneSign(hall, hall.catalogue.queues.get(queueId)?.zone);

export const suspensionViews = (hall: Hall): readonly SuspensionView[] =>
  activeSuspensions(hall).map((s) => {
    const { scope } = s;
    const name = scope.kind === 'hall' ? wholeHall : scope.kind === 'service' ? hall.catalogue.services.get(scope.id)?.name : hall.catalogue.config.departments.find((d) => d.id === scope.id)?.name;
    return { id: s.id, scope: name ?? wholeHall, reason: s.reason, expectedBack: s.expectedBack };
  });

export const pauseReasonText = (hall: Hall, id: string): Text => hall.catalogue.config.pauseReasons.find((r) => r.id === id)?.name ?? nothing;
export const holdReasonText = (hall: Hall, id: string): Text => hall.catalogue.config.holdReasons.find((r) => r.id === id)?.name ?? nothing;
export const counterLabel = (hall: Hall, id: string | null): Text | null => (id === null ? null : (hall.catalogue.config.counters.find((c) => c.id === id)?.label ?? null));
