-- The table of refunds is forgotten.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint NOT NULL);
-- migrate:down
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN note;
