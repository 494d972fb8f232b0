-- What visitors said of a service's information: one row for each service that was ever called wrong.
CREATE TABLE doubt (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, id)
) STRICT;
