import {
  applyAway, applyConfigured, applyCounterEvent, applyDayOpened, applyDevice, applyDoubt, applyHelp, applyIssued, applyList, applyPrint, applyRated, applySuspended, applySuspensionEnded, applyVoice,
} from './apply-hall.ts';
import { applyComplaint } from './apply-complaint.ts';
import { applyBarred, applyBooked, applyCancelled, applyCheckedIn, applyDropped, applyLifted, applyMissed, applyMoved, applyReserved, applyVoucherGiven } from './apply-booking.ts';
import {
  applyAbsent, applyAdded, applyCalled, applyClassChanged, applyClosed, applyFinished, applyHeld, applyRecalled, applyRequeued, applyResumed, applyReturned, applyShown,
  applyStarted, applyTransferred, applyWoken, setCallVoice,
} from './apply-leg.ts';
import { applyUndone } from './apply-undo.ts';
import type { Catalogue } from './catalogue.ts';
import type { Changes } from './changes.ts';
import type { JournalEntry } from './event.ts';
import type { Text } from './hall-config.ts';
import type { Hall } from './hall.ts';
import type { Writing } from './hall-writer.ts';

const applyEvent = (w: Writing, { event, by }: JournalEntry): void => {
  switch (event.type) {
    case 'configured': return applyConfigured(w, event);
    case 'day-opened': return applyDayOpened(w, event);
    case 'ticket-issued': return applyIssued(w, event);
    case 'leg-called': return applyCalled(w, event);
    case 'leg-recalled': return applyRecalled(w, event);
    case 'leg-started': return applyStarted(w, event);
    case 'leg-finished': return applyFinished(w, event);
    case 'leg-held': return applyHeld(w, event);
    case 'leg-resumed': return applyResumed(w, event);
    case 'leg-returned': return applyReturned(w, event);
    case 'leg-transferred': return applyTransferred(w, event);
    case 'leg-requeued': return applyRequeued(w, event);
    case 'leg-added': return applyAdded(w, event);
    case 'leg-absent': return applyAbsent(w, event);
    case 'leg-woken': return applyWoken(w, event);
    case 'leg-closed': return applyClosed(w, event);
    case 'ticket-away': return applyAway(w, event.ticketId, event.until);
    case 'ticket-back': return applyAway(w, event.ticketId, null);
    case 'class-changed': return applyClassChanged(w, event);
    case 'undone': return applyUndone(w, event);
    case 'counter-signed-in': case 'counter-signed-out': case 'counter-paused': case 'counter-resumed': return applyCounterEvent(w, event);
    case 'suspended': return applySuspended(w, event);
    case 'suspension-ended': return applySuspensionEnded(w, event);
    case 'print-requested': case 'print-reported': return applyPrint(w, event);
    case 'list-requested': case 'list-reported': return applyList(w, event);
    case 'device-reported': case 'blank-paper-pressed': return applyDevice(w, event);
    case 'announcement-started': case 'announcement-ended': case 'calls-unspoken': return applyVoice(w, event);
    case 'recalls-dropped': return setCallVoice(w, event.legs, 'spoken');
    case 'calls-shown': return applyShown(w, event);
    case 'leg-rated': return applyRated(w, event);
    case 'service-info-wrong': case 'service-info-checked': return applyDoubt(w, event);
    case 'help-asked': case 'help-acknowledged': return applyHelp(w, event);
    case 'slot-reserved': return applyReserved(w, event);
    case 'reservation-dropped': return applyDropped(w, event);
    case 'appointment-booked': return applyBooked(w, event);
    case 'appointment-moved': return applyMoved(w, event);
    case 'appointment-cancelled': return applyCancelled(w, event);
    case 'appointment-missed': return applyMissed(w, event);
    case 'appointment-checked-in': return applyCheckedIn(w, event);
    // The note stands beside the journal, under the appointment.
    case 'appointment-noted': return;
    case 'voucher-given': return applyVoucherGiven(w, event);
    case 'complaint-filed': case 'complaint-answered': return applyComplaint(w, by, event);
    case 'person-barred': return applyBarred(w, event);
    case 'bar-lifted': return applyLifted(w, event);
  }
};

/**
 * The only description of an effect. Changes the live hall in place, marks what changed, and moves the hall's sequence and time on.
 * `catalogues` and `texts` are what events only refer to: hall files by their version, texts by their seal.
 */
export const apply = (hall: Hall, entry: JournalEntry, changes: Changes, catalogues: ReadonlyMap<number, Catalogue>, texts: ReadonlyMap<string, Text>): void => {
  if (entry.seq !== hall.seq + 1) throw new Error(`event ${entry.seq} cannot follow event ${hall.seq}`);
  applyEvent({ hall, changes, seq: entry.seq, at: entry.at, catalogues, texts }, entry);
  hall.seq = entry.seq;
  hall.at = entry.at;
};
