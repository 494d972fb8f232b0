import type { LocalDay } from '../../domain/brands.ts';
import { changedRows, filedUnder, newDayOf, purgedAtMost } from '../rows-to-write.ts';
import type { Writes } from '../store.ts';
import type { WriteStatements } from './write-statements.ts';

const sessionsKeptMs = 86_400_000;

const writeEntities = (to: WriteStatements, writes: Writes): void => {
  const { hall: { id: hallId }, changes } = writes;
  const rows = changedRows(writes);
  for (const row of rows.tickets) to.ticket.run(hallId, row.id, row.day, row.number, row.issuedAt, JSON.stringify(row));
  for (const row of rows.legs) to.leg.run(hallId, row.id, row.ticketId, JSON.stringify(row));
  for (const row of rows.counters) to.counter.run(hallId, row.id, JSON.stringify(row));
  for (const row of rows.zones) to.zone.run(hallId, row.id, JSON.stringify(row));
  for (const row of rows.devices) to.device.run(hallId, row.id, JSON.stringify(row));
  for (const row of rows.doubts) to.doubt.run(hallId, row.id, JSON.stringify(row));
  for (const row of rows.suspensions) to.suspension.run(hallId, row.id, 1, JSON.stringify(row));
  for (const row of rows.helps) to.help.run(hallId, row.id, 1, JSON.stringify(row));
  for (const row of rows.queues) {
    to.queue.run(hallId, row.id, JSON.stringify(row));
    if (row.lastNumber !== null) to.numbering.run(hallId, row.numberDay, row.id, row.lastNumber);
  }
  for (const id of changes.retiredTickets.keys()) to.retireTicket.run(hallId, id);
  for (const id of changes.retiredSuspensions.keys()) to.retireSuspension.run(hallId, id);
  for (const id of changes.retiredHelps.keys()) to.retireHelp.run(hallId, id);
};

const writeHistory = (to: WriteStatements, writes: Writes): void => {
  const hallId = writes.hall.id;
  const day = filedUnder(writes);
  for (const { entry, command } of writes.entries) to.event.run(hallId, entry.seq, entry.at, entry.by, JSON.stringify(entry.event), command);
  for (const row of writes.outcomes) to.outcome.run(hallId, row.key, day, row.fingerprint, row.status, row.body);
  for (const row of writes.sides) to.side.run(hallId, row.ref, row.kind, day, row.value, row.salt);
};

/** Writes everything of one transaction, inside it. Throws when a row breaks a rule of the schema. */
export const writeRows = (to: WriteStatements, storedDay: LocalDay | null, writes: Writes): void => {
  const { hall, config } = writes;
  to.hall.run(hall.id, hall.seq, hall.at, hall.day);
  if (config !== null) to.hallConfig.run(hall.id, config.version, JSON.stringify(config.config));
  writeEntities(to, writes);
  writeHistory(to, writes);
  const newDay = newDayOf(storedDay, writes);
  if (newDay === null) return;
  if (newDay.previous !== null) to.purgeOutcomes.run(hall.id, newDay.previous, purgedAtMost);
  to.purgeTokens.run(hall.id, newDay.today, purgedAtMost);
  to.purgeSessions.run(hall.at - sessionsKeptMs);
};
