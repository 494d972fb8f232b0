import type { Instant, ServiceId } from './brands.ts';
import type { CommandOf } from './command.ts';
import type { Decision } from './decision.ts';
import type { Hall, Suspension } from './hall.ts';
import { businessDay } from './hall-time.ts';
import { refuse } from './refusal.ts';

/** Whether a suspension's scope holds this service. */
export const covers = (hall: Hall, suspension: Suspension, serviceId: ServiceId): boolean => {
  switch (suspension.scope.kind) {
    case 'hall': return true;
    case 'department': return hall.catalogue.services.get(serviceId)?.department === suspension.scope.id;
    case 'service': return suspension.scope.id === serviceId;
  }
};

export const activeSuspensions = (hall: Hall): readonly Suspension[] => [...hall.suspensions.values()].filter((s) => s.endedAt === null);
/** The suspension that stops a service now, or null. */
export const suspensionOf = (hall: Hall, serviceId: ServiceId): Suspension | null => {
  for (const s of hall.suspensions.values()) if (s.endedAt === null && covers(hall, s, serviceId)) return s;
  return null;
};

/** When it goes on, as far as anybody knows: nobody does of one whose time has passed. */
export const backAt = ({ expectedBack }: Suspension, at: Instant): Instant | null => (expectedBack === null || expectedBack <= at ? null : expectedBack);
/** Whether a suspension, as far as anybody knows, still lasts when a visit begins; one without an end lasts for the day. */
export const lastsUntil = (hall: Hall, suspension: Suspension, start: Instant, at: Instant): boolean => {
  const { zoneTable } = hall.catalogue;
  const back = backAt(suspension, at);
  return back === null ? businessDay(zoneTable, 0, start) === businessDay(zoneTable, 0, at) : start < back;
};
/** The suspension that stands in the way of a visit, or null. */
export const stopsVisit = (hall: Hall, services: readonly ServiceId[], start: Instant, at: Instant): Suspension | null =>
  activeSuspensions(hall).find((one) => services.some((id) => covers(hall, one, id)) && lastsUntil(hall, one, start, at)) ?? null;

/** Screens tell the day without its year, so a return lies within one. */
const longestSuspensionMs = 366 * 24 * 3_600_000;

export const decideSuspend = (hall: Hall, command: CommandOf<'suspend'>, at: Instant): Decision => {
  const { scope, expectedBack } = command;
  if (scope.kind === 'service' && !hall.catalogue.services.has(scope.id)) return refuse('unknown-service', { about: scope.id });
  if (scope.kind === 'department' && !hall.catalogue.config.departments.some((d) => d.id === scope.id)) return refuse('unknown-department', { about: scope.id });
  if (expectedBack !== null && (expectedBack <= at || expectedBack > at + longestSuspensionMs)) return refuse('return-not-ahead');
  return [{ type: 'suspended', id: command.id, scope, expectedBack, seal: command.seal }];
};

/** Ending a suspension twice is refused, so that a late press can't wake clocks that a newer suspension stopped. */
export const decideEndSuspension = (hall: Hall, command: CommandOf<'end-suspension'>): Decision => {
  const found = hall.suspensions.get(command.id);
  return found === undefined || found.endedAt !== null ? refuse('unknown-suspension') : [{ type: 'suspension-ended', id: command.id }];
};
