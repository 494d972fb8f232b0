-- What is to be told to people and programs outside. `id` says what a message is about, so that none is written twice; `body` holds no personal data.
CREATE TABLE outbox (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  about TEXT NOT NULL,
  due_at REAL NOT NULL,
  attempts INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')),
  fault TEXT,
  settled_at REAL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_unsent ON outbox (hall_id, settled_at) WHERE state IN ('failed', 'unknown');
CREATE INDEX outbox_about ON outbox (hall_id, about, settled_at) WHERE state = 'sent';
