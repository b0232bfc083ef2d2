-- case: there is no way back from a column
ALTER TABLE orders ADD COLUMN note text;
-- expect: nothing undoes migration "1"

-- case: nor from a table
-- file: 0007_add_refunds
CREATE TABLE shop."Refunds" (id bigint PRIMARY KEY);
-- expect: nothing undoes migration "0007_add_refunds"

-- case: each migration needs its own
CREATE TABLE refunds (id bigint PRIMARY KEY);
-- way back:
DROP TABLE refunds;
-- next file: 2_drop_orders
DROP TABLE orders;
-- expect: nothing undoes migration "2_drop_orders"

-- case: a way back is there
ALTER TABLE orders ADD COLUMN note text;
-- way back:
ALTER TABLE orders DROP COLUMN note;

-- case: settings leave nothing behind
SET statement_timeout = '5s';
SELECT 1;

-- case: a change of rows is no change of the schema
UPDATE orders SET note = '' WHERE id = 1;
