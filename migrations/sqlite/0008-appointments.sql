-- Booked times and what rules count of a person. Beside the journal: links and codes, the contact, and by which keyed hash a person is known again.
CREATE TABLE appointment (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;
CREATE INDEX appointment_live ON appointment (hall_id) WHERE live = 1;

CREATE TABLE person (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;
CREATE INDEX person_live ON person (hall_id) WHERE live = 1;

-- The same table with more kinds.
CREATE TABLE side_with_bookings (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  ref TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('token', 'reason', 'comment', 'case-number', 'booking-token', 'booking-code', 'contact', 'phone', 'tail', 'person', 'note')),
  day TEXT NOT NULL,
  value TEXT NOT NULL,
  salt TEXT NOT NULL,
  PRIMARY KEY (hall_id, ref, kind)
) STRICT;
INSERT INTO side_with_bookings SELECT hall_id, ref, kind, day, value, salt FROM side;
DROP TABLE side;
ALTER TABLE side_with_bookings RENAME TO side;
CREATE UNIQUE INDEX side_token ON side (value) WHERE kind = 'token';
CREATE INDEX side_reason ON side (hall_id, day) WHERE kind = 'reason';
CREATE UNIQUE INDEX side_booking_code ON side (hall_id, value) WHERE kind = 'booking-code';
CREATE INDEX side_found ON side (value) WHERE kind IN ('booking-token', 'booking-code', 'phone', 'tail', 'person');
CREATE INDEX side_booking ON side (hall_id, ref) WHERE kind IN ('booking-token', 'booking-code', 'contact', 'phone', 'tail', 'note');
CREATE INDEX side_person ON side (hall_id, ref) WHERE kind = 'person';
