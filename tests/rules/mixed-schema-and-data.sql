-- case: rows are changed behind the schema
ALTER TABLE shop."Orders" ADD COLUMN state text;
SELECT 1;
UPDATE shop."Orders" SET state = 'paid' WHERE id = 1;
-- expect: this changes rows, and line 1 of the same migration the schema

-- case: another table's rows are no better
CREATE INDEX CONCURRENTLY orders_idx ON orders (state);
DELETE FROM sessions WHERE id = 1;
-- expect: this changes rows

-- case: it is said where the one follows the other
ALTER TABLE orders ADD COLUMN state text;
INSERT INTO states VALUES ('paid');
INSERT INTO states VALUES ('open');
DROP TABLE old_states;
COPY states FROM STDIN;
-- expect: and line 1 of
-- expect: and line 4 of

-- case: rows alone are one concern, and the schema is
UPDATE orders SET state = 'paid' WHERE id = 1;
DELETE FROM sessions WHERE id = 1;
-- next file:
ALTER TABLE orders ADD COLUMN state text;
DROP TABLE old_states;

-- case: a new table may get its first rows
CREATE TABLE states (name text PRIMARY KEY);
INSERT INTO states VALUES ('paid'), ('open');

-- case: so may a temporary one
ALTER TABLE orders ADD COLUMN state text;
CREATE TEMP TABLE picked (id bigint);
INSERT INTO picked VALUES (1);

-- case: migrations of one deploy are apart
ALTER TABLE orders ADD COLUMN state text;
-- next file:
UPDATE orders SET state = 'paid' WHERE id = 1;

-- case: settings and questions are neither
SET lock_timeout = '2s';
SELECT count(*) FROM orders;
UPDATE orders SET state = 'paid' WHERE id = 1;
