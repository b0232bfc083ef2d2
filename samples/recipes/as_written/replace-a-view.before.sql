CREATE TABLE orders (id bigint PRIMARY KEY, state text, price numeric);
CREATE VIEW open_orders WITH (security_barrier) AS SELECT id, state FROM orders WHERE state = 'open';
CREATE VIEW "All Orders" AS SELECT id FROM orders;
GRANT SELECT ON open_orders TO reporting;
COMMENT ON VIEW open_orders IS 'not paid yet';
