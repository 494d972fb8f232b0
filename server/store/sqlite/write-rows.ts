import type { HallId, LocalDay } from '../../domain/brands.ts';
import type { CounterState } from '../../domain/hall.ts';
import { changedRows, filedUnder, newDayOf, purgedAtMost } from '../rows-to-write.ts';
import type { SideRow, Writes } from '../store.ts';
import { nothingLearnt } from './by-heart.ts';
import type { ByHeart, Learnt } from './by-heart.ts';
import { isOfBooking } from './found-sides.ts';
import type { FoundSides, SideChanges } from './found-sides.ts';
import { addMessages } from './sqlite-outbox.ts';
import type { OutboxStatements } from './sqlite-outbox.ts';
import { eventsOfHall } from './schema.ts';
import type { WriteStatements } from './write-statements.ts';

export type RowStatements = WriteStatements & { readonly outbox: OutboxStatements };

/** Where the rows of a hall stand before a transaction. */
export interface StoredHead { readonly number: number; readonly seq: number; readonly day: LocalDay | null }
const sessionsKeptMs = 86_400_000;

/** An act is written by the transaction that brought its event; those of earlier ones stand there already. */
const writeCounter = (to: WriteStatements, hallId: string, counter: CounterState, storedSeq: number): void => {
  for (const act of counter.acts) if (act.seq > storedSeq) to.act.run(hallId, act.seq, counter.id, JSON.stringify(act));
  to.counter.run(hallId, counter.id, JSON.stringify({ ...counter, acts: counter.acts.map((act) => act.seq) }));
};

const writeEntities = (to: WriteStatements, writes: Writes, storedSeq: number): void => {
  const { hall: { id: hallId }, changes } = writes;
  const rows = changedRows(writes);
  for (const row of rows.tickets) to.ticket.run(hallId, row.id, row.day, row.number, row.issuedAt, JSON.stringify(row));
  for (const row of rows.legs) to.leg.run(hallId, row.id, row.ticketId, JSON.stringify(row));
  for (const row of rows.counters) writeCounter(to, hallId, row, storedSeq);
  for (const row of rows.zones) to.zone.run(hallId, row.id, JSON.stringify(row));
  for (const row of rows.devices) to.device.run(hallId, row.id, JSON.stringify(row));
  for (const row of rows.doubts) to.doubt.run(hallId, row.id, JSON.stringify(row));
  for (const row of rows.suspensions) to.suspension.run(hallId, row.id, 1, JSON.stringify(row));
  for (const row of rows.helps) to.help.run(hallId, row.id, 1, JSON.stringify(row));
  for (const row of rows.appointments) to.appointment.run(hallId, row.id, 1, JSON.stringify(row));
  for (const row of rows.complaints) to.complaint.run(hallId, row.id, 1, JSON.stringify(row));
  for (const row of rows.persons) {
    to.personAgain.run(hallId, row.id);
    to.person.run(hallId, row.id, 1, JSON.stringify(row));
  }
  for (const row of rows.queues) {
    to.queue.run(hallId, row.id, JSON.stringify(row));
    if (row.lastNumber !== null) to.numbering.run(hallId, row.numberDay, row.id, row.lastNumber);
  }
  for (const id of changes.retiredTickets.keys()) to.retireTicket.run(hallId, id);
  for (const id of changes.retiredSuspensions.keys()) to.retireSuspension.run(hallId, id);
  for (const id of changes.retiredHelps.keys()) to.retireHelp.run(hallId, id);
  for (const id of changes.retiredAppointments.keys()) {
    to.appointmentGone.run(hallId, id);
    to.retireAppointment.run(hallId, id);
  }
  for (const id of changes.retiredPersons.keys()) to.retirePerson.run(hallId, id);
  for (const id of changes.retiredComplaints.keys()) to.retireComplaint.run(hallId, id);
};

/** A code is one appointment's in its hall; the schema has no index that would say so. */
const writeBookingSide = (to: WriteStatements, sides: FoundSides, hallId: HallId, row: SideRow, learnt: SideChanges): void => {
  if (row.kind === 'booking-code' && (sides.refs(hallId, row.kind, row.value).length > 0 || learnt.added.some((one) => one.kind === row.kind && one.value === row.value))) throw new Error('a booking code is stored already');
  const statement = row.kind === 'person' || row.kind === 'identity' ? to.knownPerson : row.kind === 'note' || row.kind === 'answer' ? to.note : to.bookingSide;
  if (statement.run(hallId, row.ref, row.kind, row.value, row.salt).changes > 0) learnt.added.push(row);
};

/** The number of the hall, whose row changes with the day only. */
const writeHall = (to: WriteStatements, stored: StoredHead | null, hall: Writes['hall']): number => {
  const row = stored?.day === hall.day ? stored : to.hall.get(hall.id, hall.day);
  if (row === undefined) throw new Error(`hall ${hall.id} got no number`);
  return row.number;
};

const writeHistory = (to: WriteStatements, byHeart: ByHeart, hallNumber: number, writes: Writes, learnt: Learnt): void => {
  const hallId = writes.hall.id;
  const day = filedUnder(writes);
  for (const { entry, command } of writes.entries) to.event.run(hallNumber * eventsOfHall + entry.seq, hallId, entry.seq, entry.at, entry.by, JSON.stringify(entry.event), command);
  for (const row of writes.outcomes) {
    if (byHeart.keys.rowOf(hallId, row.key) !== undefined || learnt.keys.added.has(row.key)) throw new Error(`an outcome of key ${row.key} is stored already`);
    learnt.keys.added.set(row.key, Number(to.outcome.run(hallId, row.key, day, row.fingerprint, row.status, row.body).lastInsertRowid));
  }
  for (const row of writes.sides) {
    if (isOfBooking(row.kind)) writeBookingSide(to, byHeart.sides, hallId, row, learnt.sides);
    else to.side.run(hallId, row.ref, row.kind, day, row.value, row.salt);
  }
};

/** Writes everything of one transaction, inside it, and returns what the store has to learn by heart once it is committed. Throws when a row breaks a rule of the schema. */
export const writeRows = (to: RowStatements, byHeart: ByHeart, stored: StoredHead | null, writes: Writes): Learnt => {
  const learnt = nothingLearnt();
  const { hall, config } = writes;
  const hallNumber = writeHall(to, stored, hall);
  if (config !== null) to.hallConfig.run(hall.id, config.version, JSON.stringify(config.config));
  writeEntities(to, writes, stored?.seq ?? 0);
  writeHistory(to, byHeart, hallNumber, writes, learnt);
  addMessages(to.outbox, hall.id, writes.messages.add);
  for (const id of writes.messages.drop) to.outbox.drop.run(hall.id, id);
  const newDay = newDayOf(stored?.day ?? null, writes);
  if (newDay === null) return learnt;
  if (newDay.previous !== null) learnt.keys.gone.push(...to.purgeOutcomes.all(hall.id, newDay.previous, purgedAtMost).map(({ key }) => key));
  to.purgeActs.run(hall.id, newDay.seq, purgedAtMost);
  to.purgeTokens.run(hall.id, newDay.today, purgedAtMost);
  learnt.sides.gone.push(...to.purgeBookings.all(hall.id, hall.id, purgedAtMost), ...to.purgeNotes.all(hall.id));
  to.purgeReasons.run(hall.id, newDay.today, purgedAtMost);
  to.purgeSessions.run(hall.at - sessionsKeptMs);
  return learnt;
};
