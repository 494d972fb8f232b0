-- A booking wrote some twenty-five pages, most of them of indexes by random values. What stands beside appointments, persons and complaints gets a table
-- of its own, in the order of its key and without an index: it holds what is live, and the store knows by heart which value is whose.
CREATE TABLE booking_side (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  ref TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('booking-token', 'booking-code', 'contact', 'phone', 'phone-tail', 'tail', 'identity', 'person', 'note', 'complaint', 'complaint-code', 'answer')),
  value TEXT NOT NULL,
  salt TEXT NOT NULL,
  PRIMARY KEY (hall_id, ref, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO booking_side SELECT hall_id, ref, kind, value, salt FROM side WHERE kind NOT IN ('token', 'reason', 'comment', 'case-number');
DELETE FROM side WHERE kind NOT IN ('token', 'reason', 'comment', 'case-number');
DROP INDEX side_booking_code;
DROP INDEX side_found;
DROP INDEX side_booking;
DROP INDEX side_person;
DROP INDEX side_complaint;

-- Appointments and persons in the order of their keys, for the same reason.
CREATE TABLE appointment_in_order (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT, WITHOUT ROWID;
-- An appointment may have moved away from several slots that are not free again.
INSERT INTO appointment_in_order SELECT hall_id, id, live, json_set(body, '$.left', CASE json_type(body, '$.left') WHEN 'object' THEN json_array(json_extract(body, '$.left')) ELSE json('[]') END) FROM appointment;
DROP TABLE appointment;
ALTER TABLE appointment_in_order RENAME TO appointment;
CREATE INDEX appointment_live ON appointment (hall_id) WHERE live = 1;

CREATE TABLE person_in_order (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO person_in_order SELECT hall_id, id, live, body FROM person;
DROP TABLE person;
ALTER TABLE person_in_order RENAME TO person;
CREATE INDEX person_live ON person (hall_id) WHERE live = 1;
