-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);

-- migrate:down
DROP INDEX orders_customer;
