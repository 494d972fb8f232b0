-- What people complain of; the words, how to reach them, the code and the answer stand beside the journal.
CREATE TABLE complaint (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;
CREATE INDEX complaint_live ON complaint (hall_id) WHERE live = 1;

-- At a kiosk people may type the last four digits of their phone and the last three of their booking code: the same table with more kinds, one by which such an appointment is found.
CREATE TABLE side_with_tails (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  ref TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('token', 'reason', 'comment', 'case-number', 'booking-token', 'booking-code', 'contact', 'phone', 'phone-tail', 'tail', 'person', 'note', 'complaint', 'complaint-code', 'answer')),
  day TEXT NOT NULL,
  value TEXT NOT NULL,
  salt TEXT NOT NULL,
  PRIMARY KEY (hall_id, ref, kind)
) STRICT;
INSERT INTO side_with_tails SELECT hall_id, ref, kind, day, value, salt FROM side;
INSERT INTO side_with_tails SELECT hall_id, ref, 'phone-tail', day, substr(value, -4), salt FROM side WHERE kind = 'phone';
DROP TABLE side;
ALTER TABLE side_with_tails RENAME TO side;
CREATE UNIQUE INDEX side_token ON side (value) WHERE kind = 'token';
CREATE INDEX side_reason ON side (hall_id, day) WHERE kind = 'reason';
CREATE UNIQUE INDEX side_booking_code ON side (hall_id, value) WHERE kind = 'booking-code';
CREATE INDEX side_found ON side (value) WHERE kind IN ('booking-token', 'booking-code', 'phone', 'phone-tail', 'tail', 'person', 'complaint-code');
CREATE INDEX side_booking ON side (hall_id, ref) WHERE kind IN ('booking-token', 'booking-code', 'contact', 'phone', 'phone-tail', 'tail', 'note');
CREATE INDEX side_person ON side (hall_id, ref) WHERE kind = 'person';
CREATE INDEX side_complaint ON side (hall_id, ref) WHERE kind IN ('complaint', 'complaint-code', 'answer');
