import type { StaffRole } from '../session.ts';

/** `floor`: what is wrong now; `issue`: a ticket for somebody; `find`: one number; `hall`: queues and counters; `day`: suspensions and end of day. */
export type AdminPage = 'floor' | 'issue' | 'find' | 'hall' | 'day';

/** What a member of staff finds here, in the order of how often it is used. */
export const pagesFor = (roles: readonly StaffRole[]): readonly AdminPage[] => {
  if (roles.includes('manager') || roles.includes('administrator')) return ['floor', 'hall', 'issue', 'find', 'day'];
  if (roles.includes('guide')) return ['floor', 'issue', 'find'];
  return roles.includes('supervisor') ? ['hall', 'floor', 'find'] : ['floor', 'find'];
};
