import type { LocalDay } from './brands.ts';
import type { HallEvent } from './event.ts';
import type { Complaint } from './hall.ts';
import type { Writing } from './hall-writer.ts';
import { businessDay, nextDay } from './hall-time.ts';

const set = (w: Writing, complaint: Complaint): void => {
  w.hall.complaints.set(complaint.id, complaint);
  w.changes.complaints.add(complaint.id);
};

export const applyComplaint = (w: Writing, by: string, e: Extract<HallEvent, { readonly type: 'complaint-filed' | 'complaint-answered' }>): void => {
  if (e.type === 'complaint-filed') return set(w, { id: e.id, number: e.number, state: 'open', filedAt: w.at, filedBy: by, firstHandler: e.firstHandler, dueOn: e.dueOn, answeredAt: null });
  const before = w.hall.complaints.get(e.id);
  if (before !== undefined) set(w, { ...before, state: 'answered', answeredAt: w.at, firstHandler: before.firstHandler ?? e.by });
};

/** How long an answered one stands, with what was written and how to reach whoever complained, in days. */
const standsDays = 30;
export const retireComplaints = (w: Writing, day: LocalDay): void => {
  const { zoneTable, config } = w.hall.catalogue;
  for (const complaint of [...w.hall.complaints.values()]) {
    if (complaint.answeredAt === null || nextDay(businessDay(zoneTable, config.dayChange, complaint.answeredAt), standsDays) >= day) continue;
    w.hall.complaints.delete(complaint.id);
    w.changes.retiredComplaints.set(complaint.id, complaint);
  }
};
