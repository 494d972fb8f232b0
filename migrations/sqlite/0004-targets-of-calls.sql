-- A queue remembers the targets of the people it called last; it has seen none of them yet.
UPDATE queue SET body = json_set(body, '$.targets', json('[]'));
