-- A hall's live part, its history and what stands beside it. `body` is the whole entity as JSON; other columns are only
-- what is looked up or constrained. Instants are REAL: hall time may stand between two milliseconds.

CREATE TABLE hall (
  id TEXT NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL,
  at REAL NOT NULL,
  day TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE hall_config (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, version)
) STRICT;

CREATE TABLE ticket (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  day TEXT NOT NULL,
  number TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  issued_at REAL NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;
CREATE UNIQUE INDEX ticket_number ON ticket (hall_id, day, number);
-- Years of tickets stand in one table; opening a hall must read only those of today.
CREATE INDEX ticket_live ON ticket (hall_id) WHERE live = 1;

-- The columns after `body` are read out of it when somebody asks, so that they cost no write and cannot disagree.
CREATE TABLE leg (
  hall_id TEXT NOT NULL,
  id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  body TEXT NOT NULL,
  queue_id TEXT GENERATED ALWAYS AS (body ->> '$.queueId') VIRTUAL,
  service_id TEXT GENERATED ALWAYS AS (body ->> '$.serviceId') VIRTUAL,
  counter_id TEXT GENERATED ALWAYS AS (body ->> '$.counterId') VIRTUAL,
  state TEXT GENERATED ALWAYS AS (body ->> '$.state') VIRTUAL,
  called_at REAL GENERATED ALWAYS AS (body ->> '$.calledAt') VIRTUAL,
  started_at REAL GENERATED ALWAYS AS (body ->> '$.startedAt') VIRTUAL,
  ended_at REAL GENERATED ALWAYS AS (body ->> '$.endedAt') VIRTUAL,
  PRIMARY KEY (hall_id, id),
  FOREIGN KEY (hall_id, ticket_id) REFERENCES ticket (hall_id, id)
) STRICT;

CREATE TABLE counter (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;

CREATE TABLE queue (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;

CREATE TABLE zone (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;

CREATE TABLE device (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;

CREATE TABLE suspension (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;
CREATE INDEX suspension_live ON suspension (hall_id) WHERE live = 1;

CREATE TABLE help (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;
CREATE INDEX help_live ON help (hall_id) WHERE live = 1;

-- The last number of each series on each business day, so that a day that is opened again goes on where it stopped.
CREATE TABLE numbering (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  day TEXT NOT NULL,
  queue_id TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (hall_id, day, queue_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  seq INTEGER NOT NULL,
  at REAL NOT NULL,
  by TEXT NOT NULL,
  body TEXT NOT NULL,
  command TEXT,
  type TEXT GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL,
  PRIMARY KEY (hall_id, seq)
) STRICT;

CREATE TABLE outcome (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  key TEXT NOT NULL,
  day TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, key)
) STRICT;

CREATE TABLE side (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  ref TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('token', 'reason', 'comment', 'case-number')),
  day TEXT NOT NULL,
  value TEXT NOT NULL,
  salt TEXT NOT NULL,
  PRIMARY KEY (hall_id, ref, kind)
) STRICT;
CREATE UNIQUE INDEX side_token ON side (value) WHERE kind = 'token';

-- Tokens and codes stand here only as SHA-256.
CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY,
  hall_id TEXT NOT NULL,
  number TEXT NOT NULL,
  expires_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device_session (
  token_hash TEXT NOT NULL PRIMARY KEY,
  hall_id TEXT NOT NULL,
  device TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('kiosk', 'display', 'agent')),
  counter TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE pairing (
  code_hash TEXT NOT NULL PRIMARY KEY,
  hall_id TEXT NOT NULL,
  device TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('kiosk', 'display', 'agent')),
  counter TEXT,
  expires_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
