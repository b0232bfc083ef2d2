-- case: a table and a column of it have long names
CREATE TABLE customer_subscription_renewal_notifications_that_were_not_delivered (id bigint, customer_subscription_renewal_notifications_that_were_not_delivered_id bigint REFERENCES other, ok text);
-- expect: this name has 67 bytes, and PostgreSQL keeps "customer_subscription_renewal_notifications_that_were_not_deliv"
-- expect: this name has 70 bytes

-- case: the name of a constraint counts, and that of an index
ALTER TABLE shop.orders ADD COLUMN a int, ADD CONSTRAINT customer_subscription_renewal_notifications_that_were_not_delivered CHECK (a > 0) NOT VALID;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS customer_subscription_renewal_notifications_that_were_not_delivered ON shop.orders (a);
-- expect: "customer_subscription_renewal_notifications_that_were_not_deliv"
-- expect: "customer_subscription_renewal_notifications_that_were_not_deliv"

-- case: a new name is one
ALTER INDEX orders_idx RENAME TO "Customer_Subscription_Renewal_Notifications_That_Were_Not_De livered";
-- expect: keeps "Customer_Subscription_Renewal_Notifications_That_Were_Not_De li"

-- case: letters outside ASCII take more bytes, and none is cut in two
CREATE VIEW "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя" AS SELECT 1 AS n;
-- expect: this name has 64 bytes, and PostgreSQL keeps "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя"

-- case: a statement in a body is no other
DO $$ BEGIN CREATE SEQUENCE customer_subscription_renewal_notifications_that_were_not_delivered; END $$;
-- expect: this name has 67 bytes

-- case: names of 63 bytes are kept whole
CREATE TABLE customer_subscription_renewal_notifications_that_were_not_deliv (id bigint);
CREATE INDEX "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" ON orders (id);
CREATE TABLE "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя" (id bigint);

-- case: who drops or reads only uses the name
DROP TABLE IF EXISTS customer_subscription_renewal_notifications_that_were_not_delivered;
SELECT customer_subscription_renewal_notifications_that_were_not_delivered FROM orders;
ALTER TABLE orders DROP CONSTRAINT customer_subscription_renewal_notifications_that_were_not_delivered;
CREATE INDEX orders_idx ON orders (customer_subscription_renewal_notifications_that_were_not_delivered);

-- case: what is no name may be as long as it likes
ALTER TABLE orders ADD COLUMN note text DEFAULT 'customer_subscription_renewal_notifications_that_were_not_delivered';
COMMENT ON TABLE orders IS 'customer_subscription_renewal_notifications_that_were_not_delivered';
/* customer_subscription_renewal_notifications_that_were_not_delivered */ CREATE TABLE short (id bigint);

-- case: PostgreSQL chooses names that fit
CREATE TABLE customer_subscription_renewal_notifications_that_w (customer_subscription_renewal_notifications_that_w bigint UNIQUE);
