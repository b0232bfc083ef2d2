-- Every visit gets a number.
CREATE SEQUENCE visit_numbers AS integer;
