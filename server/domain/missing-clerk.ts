import type { CounterId, Instant, StaffNumber } from './brands.ts';
import { instant, minutes } from './brands.ts';
import { profileAt } from './counter-profile.ts';
import type { Hall } from './hall.ts';
import { shiftAt } from './roster.ts';

/** So long a clerk may be late before the counter is marked. */
const graceMs = minutes(10);

/** The clerk whom the roster puts at a counter where nobody has signed in, and since when that should have been; null while its own queues are closed. */
export const missingClerk = (hall: Hall, counterId: CounterId, at: Instant): { readonly clerk: StaffNumber; readonly since: Instant } | null => {
  if (hall.counters.get(counterId)?.clerk != null) return null;
  const shift = shiftAt(hall.catalogue, hall.catalogue.shiftsOf.get(counterId) ?? [], at);
  if (shift?.entry.clerk === undefined) return null;
  const own = profileAt(hall, counterId, at)?.queues.filter((entry) => entry.offset === 0) ?? [];
  const opened = own.flatMap(({ queue }) => (hall.schedule.get(queue) ?? []).filter((open) => open.from <= at && at < open.to).map((open) => open.from));
  if (opened.length === 0) return null;
  const since = instant(Math.max(shift.from, Math.min(...opened)));
  return at - since < graceMs ? null : { clerk: shift.entry.clerk, since };
};
