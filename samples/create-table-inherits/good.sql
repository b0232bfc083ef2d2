-- A clerk is a person with a desk.
CREATE TABLE clerks (person_id bigint PRIMARY KEY, desk integer);
