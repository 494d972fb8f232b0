import type { Instant } from './brands.ts';
import type { CommandOf } from './command.ts';
import type { Decision } from './decision.ts';
import type { Hall } from './hall.ts';
import { refuse } from './refusal.ts';
import type { ManagerView } from './view-shapes.ts';

/** The same kiosk says the same of a service at most once in so long: one visitor, who may press again and again. */
const onceIn = 60_000;

/** 信息有误: a visitor found that what a service says isn't so. What exactly, nobody is asked to type. */
export const decideInfoWrong = (hall: Hall, command: CommandOf<'service-info-wrong'>, at: Instant): Decision => {
  if (!hall.catalogue.services.has(command.serviceId)) return refuse('unknown-service', { about: command.serviceId });
  if (command.by.kind !== 'device') return refuse('unknown-device');
  const { id } = command.by;
  const before = hall.doubts.get(command.serviceId);
  if (before !== undefined && before.count > 0 && before.device === id && at - before.at < onceIn) return [];
  return [{ type: 'service-info-wrong', serviceId: command.serviceId, device: id }];
};

/** Somebody looked and put it right, or found it right: the count begins anew. */
export const decideInfoChecked = (hall: Hall, command: CommandOf<'service-info-checked'>): Decision => {
  if (!hall.catalogue.services.has(command.serviceId)) return refuse('unknown-service', { about: command.serviceId });
  if (command.by.kind !== 'staff') return refuse('right-missing');
  const count = hall.doubts.get(command.serviceId)?.count ?? 0;
  return count === 0 ? [] : [{ type: 'service-info-checked', serviceId: command.serviceId, by: command.by.number }];
};

/** The services whose information was called wrong, most often first. A service that left the hall file is nobody's concern. */
export const doubtViews = (hall: Hall): ManagerView['doubts'] =>
  [...hall.doubts.values()].filter((doubt) => doubt.count > 0).sort((a, b) => b.count - a.count || a.at - b.at).flatMap(({ id, count }) => {
    const service = hall.catalogue.services.get(id);
    return service === undefined ? [] : [{ serviceId: id, name: service.name, count }];
  });
