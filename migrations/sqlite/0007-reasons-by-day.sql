-- Reasons go with the business day they were given on; comments and case numbers stay, so the day alone would not find them quickly.
CREATE INDEX side_reason ON side (hall_id, day) WHERE kind = 'reason';
