import type { StaffRole } from '../session.ts';

/** `floor`: what is wrong now; `issue`: a ticket for somebody; `find`: one number; `hall`: queues and counters; `day`: suspensions and end of day; `devices`: codes that pair kiosks and screens; `hotline`: appointments for callers; `complaints`: what people complain of. */
export type AdminPage = 'floor' | 'issue' | 'find' | 'hall' | 'day' | 'devices' | 'hotline' | 'complaints';

/** What a member of staff finds here, in the order of how often it is used. */
export const pagesFor = (roles: readonly StaffRole[]): readonly AdminPage[] => {
  if (roles.includes('manager')) return ['floor', 'hall', 'issue', 'find', 'hotline', 'day', 'complaints', 'devices'];
  if (roles.includes('administrator')) return ['floor', 'hall', 'issue', 'find', 'hotline', 'day', 'devices'];
  if (roles.includes('guide')) return ['floor', 'issue', 'find', 'hotline'];
  if (roles.includes('hotline')) return ['hotline', 'find', 'floor'];
  return roles.includes('supervisor') ? ['hall', 'floor', 'find', 'complaints'] : ['floor', 'find'];
};
