-- What a clerk pressed last, with the leg as it stood before, made the rows of counters the largest of all, written anew
-- with every press. An act never changes: it is written once here, and its counter only names it.
CREATE TABLE act (
  hall_id TEXT NOT NULL REFERENCES hall (id),
  seq INTEGER NOT NULL,
  counter_id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hall_id, seq, counter_id)
) STRICT;
INSERT INTO act (hall_id, seq, counter_id, body)
  SELECT counter.hall_id, one.value ->> '$.seq', counter.id, one.value FROM counter, json_each(counter.body, '$.acts') AS one;
UPDATE counter SET body = json_set(body, '$.acts',
  json((SELECT json_group_array(one.value ->> '$.seq') FROM json_each(counter.body, '$.acts') AS one)));
