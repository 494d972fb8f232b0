import type { StaffRole } from '../session.ts';

/** `floor`: what is wrong now; `issue`: a ticket for somebody; `find`: one number; `hall`: queues and counters; `day`: suspensions and end of day; `devices`: codes that pair kiosks and screens. */
export type AdminPage = 'floor' | 'issue' | 'find' | 'hall' | 'day' | 'devices';

/** What a member of staff finds here, in the order of how often it is used. */
export const pagesFor = (roles: readonly StaffRole[]): readonly AdminPage[] => {
  if (roles.includes('manager') || roles.includes('administrator')) return ['floor', 'hall', 'issue', 'find', 'day', 'devices'];
  if (roles.includes('guide')) return ['floor', 'issue', 'find'];
  return roles.includes('supervisor') ? ['hall', 'floor', 'find'] : ['floor', 'find'];
};
