-- The index for the other column comes first; the old one and the column go in a later deploy.
SET lock_timeout = '2s';

CREATE INDEX CONCURRENTLY orders_by_customer_alone ON orders (customer_id);
