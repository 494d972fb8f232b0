import type { Instant, QueueId, ServiceId, ZoneId } from './brands.ts';
import type { Text } from './hall-config.ts';
import type { CounterState, Hall, Suspension } from './hall.ts';
import { activeSuspensions, covers } from './suspensions.ts';
import type { SuspensionView, ZoneSign } from './view-shapes.ts';

const nothing: Text = { 'zh-CN': '', en: '' };
const wholeHall: Text = { 'zh-CN': '全大厅', en: 'The whole hall' };

export const zoneSign = (hall: Hall, id: ZoneId | undefined): ZoneSign => {
  const zone = id === undefined ? undefined : hall.catalogue.zones.get(id);
  return zone === undefined ? { id: '', name: nothing, floor: nothing, colour: '#55616B', sign: '' } : { id: zone.id, name: zone.name, floor: zone.floor, colour: zone.colour, sign: zone.sign };
};
export const zoneOfQueue = (hall: Hall, queueId: QueueId): ZoneSign => zoneSign(hall, hall.catalogue.queues.get(queueId)?.zone);

const suspensionView = (hall: Hall, { id, scope, reason, expectedBack }: Suspension): SuspensionView => {
  const name = scope.kind === 'hall' ? wholeHall : scope.kind === 'service' ? hall.catalogue.services.get(scope.id)?.name : hall.catalogue.config.departments.find((d) => d.id === scope.id)?.name;
  return { id, scope: name ?? wholeHall, reason, expectedBack };
};
export const suspensionViews = (hall: Hall): readonly SuspensionView[] => activeSuspensions(hall).map((s) => suspensionView(hall, s));
/** What stops any of these services: who waits for others is called as ever and must not read that nobody is. */
export const suspensionsOfServices = (hall: Hall, services: readonly ServiceId[]): readonly SuspensionView[] =>
  activeSuspensions(hall).filter((s) => services.some((id) => covers(hall, s, id))).map((s) => suspensionView(hall, s));
/** What stops any service of these queues, and what stops the whole hall: for the places where those queues are called. */
export const suspensionsOfQueues = (hall: Hall, queues: ReadonlySet<QueueId>): readonly SuspensionView[] => {
  const services = hall.catalogue.config.services.filter((s) => s.queue !== undefined && queues.has(s.queue));
  return activeSuspensions(hall).filter((s) => s.scope.kind === 'hall' || services.some(({ id }) => covers(hall, s, id))).map((s) => suspensionView(hall, s));
};

export const pauseReasonText = (hall: Hall, id: string): Text => hall.catalogue.config.pauseReasons.find((r) => r.id === id)?.name ?? nothing;
/** When a counter's clerk expects to go on; null when nobody said so, or the time is past. */
export const backAt = (counter: CounterState | undefined, at: Instant): Instant | null => {
  const back = counter?.paused?.back ?? null;
  return back !== null && back > at ? back : null;
};
export const holdReasonText = (hall: Hall, id: string): Text => hall.catalogue.config.holdReasons.find((r) => r.id === id)?.name ?? nothing;
export const counterLabel = (hall: Hall, id: string | null): Text | null => (id === null ? null : (hall.catalogue.config.counters.find((c) => c.id === id)?.label ?? null));
