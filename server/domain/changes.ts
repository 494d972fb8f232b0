import type { AppointmentId, CounterId, DeviceId, LegId, PersonId, QueueId, ServiceId, TicketId, ZoneId } from './brands.ts';
import type { Appointment, Complaint, Help, Leg, PersonPast, Suspension, Ticket } from './hall.ts';

/** Which entities a transaction changed: exactly these rows are written, once each, however often they changed. */
export interface Changes {
  readonly tickets: Set<TicketId>;
  readonly legs: Set<LegId>;
  readonly counters: Set<CounterId>;
  readonly queues: Set<QueueId>;
  readonly zones: Set<ZoneId>;
  readonly suspensions: Set<string>;
  readonly devices: Set<DeviceId>;
  readonly helps: Set<string>;
  readonly doubts: Set<ServiceId>;
  readonly appointments: Set<AppointmentId>;
  readonly persons: Set<PersonId>;
  readonly complaints: Set<string>;
  /** No longer part of the live hall; their rows stay as history, as these entities stood at the end. */
  readonly retiredTickets: Map<TicketId, Ticket>;
  readonly retiredLegs: Map<LegId, Leg>;
  readonly retiredSuspensions: Map<string, Suspension>;
  readonly retiredHelps: Map<string, Help>;
  readonly retiredAppointments: Map<AppointmentId, Appointment>;
  readonly retiredPersons: Map<PersonId, PersonPast>;
  readonly retiredComplaints: Map<string, Complaint>;
}

export const noChanges = (): Changes => ({
  tickets: new Set(), legs: new Set(), counters: new Set(), queues: new Set(), zones: new Set(), suspensions: new Set(), devices: new Set(), helps: new Set(), doubts: new Set(), appointments: new Set(), persons: new Set(), complaints: new Set(),
  retiredTickets: new Map(), retiredLegs: new Map(), retiredSuspensions: new Map(), retiredHelps: new Map(), retiredAppointments: new Map(), retiredPersons: new Map(), retiredComplaints: new Map(),
});
