DROP VIEW open_states;
DROP VIEW open_orders;
ALTER TABLE orders ALTER COLUMN state TYPE varchar(40), ADD COLUMN note text;
CREATE VIEW open_orders AS SELECT id, state, note FROM orders WHERE state = 'open';
GRANT SELECT ON open_orders TO reporting;
CREATE VIEW open_states AS SELECT DISTINCT state FROM open_orders;
