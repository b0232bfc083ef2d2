-- A clerk is a person with a desk.
CREATE TABLE clerks (desk integer) INHERITS (people);
