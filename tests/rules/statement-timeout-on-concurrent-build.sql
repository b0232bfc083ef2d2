-- case: a concurrent build is cancelled half done
SET statement_timeout = '30s';
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
-- expect: after 30s statement_timeout cancels this CREATE INDEX

-- case: so is a validation
SET statement_timeout = 5000;
ALTER TABLE shop."Orders" VALIDATE CONSTRAINT "Total";
-- expect: after 5000 statement_timeout

-- case: a concurrent drop that was cancelled is done by running it again
SET statement_timeout = '10s';
DROP INDEX CONCURRENTLY orders_user_idx;

-- case: detaching a partition waits as well
SET statement_timeout = '10s';
ALTER TABLE events DETACH PARTITION events_2019 CONCURRENTLY;
-- expect: cancels this ALTER TABLE

-- case: a timeout of one hour is long enough
SET statement_timeout = '1h';
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: without a timeout nothing is cancelled
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: nobody set one
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: what blocks should be cancelled when it takes long
SET statement_timeout = '30s';
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;

-- case: a table of the same deploy is small
SET statement_timeout = '30s';
CREATE TABLE coupons (id bigint, code text);
CREATE INDEX CONCURRENTLY ON coupons (code);

-- case: the next build on the same table meets the same limit
SET statement_timeout = '30s';
CREATE INDEX CONCURRENTLY users_a ON users (a);
CREATE INDEX CONCURRENTLY users_b ON users (b);
-- expect: after 30s statement_timeout cancels this CREATE INDEX
