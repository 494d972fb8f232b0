-- A transaction wrote a page for each index that only repeats its table, and one to say how far the journal has come.
-- A hall's events stand in a table by a number that says both whose they are and which: the hall's number × 2^40 + seq.
ALTER TABLE hall ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE hall SET number = (SELECT count(*) FROM hall AS other WHERE other.id < hall.id);
CREATE UNIQUE INDEX hall_number ON hall (number);
CREATE TABLE event_by_number (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id % 1099511627776 = seq),
  hall_id TEXT NOT NULL REFERENCES hall (id),
  seq INTEGER NOT NULL,
  at REAL NOT NULL,
  by TEXT NOT NULL,
  body TEXT NOT NULL,
  command TEXT,
  type TEXT GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL
) STRICT;
INSERT INTO event_by_number (id, hall_id, seq, at, by, body, command)
  SELECT hall.number * 1099511627776 + event.seq, hall_id, event.seq, event.at, by, body, command FROM event JOIN hall ON hall.id = event.hall_id ORDER BY 1;
DROP TABLE event;
ALTER TABLE event_by_number RENAME TO event;
-- How far a hall's journal has come, and when, its last event says.
ALTER TABLE hall DROP COLUMN seq;
ALTER TABLE hall DROP COLUMN at;

-- Appointments and persons whose key begins with whether they are live need no index to find those that are.
CREATE TABLE appointment_live_first (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, live, id)
) STRICT, WITHOUT ROWID;
INSERT INTO appointment_live_first SELECT hall_id, id, live, body FROM appointment ORDER BY hall_id, live, id;
DROP TABLE appointment;
ALTER TABLE appointment_live_first RENAME TO appointment;

CREATE TABLE person_live_first (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, live, id)
) STRICT, WITHOUT ROWID;
INSERT INTO person_live_first SELECT hall_id, id, live, body FROM person ORDER BY hall_id, live, id;
DROP TABLE person;
ALTER TABLE person_live_first RENAME TO person;

-- What is due is asked for by hall and channel, so that one that doesn't answer holds up no other.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (hall_id, channel, due_at) WHERE state IN ('waiting', 'sending');
