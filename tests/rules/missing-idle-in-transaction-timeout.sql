-- case: a lock is taken in a transaction of the script
BEGIN;
ALTER TABLE shop."Orders" ADD COLUMN note text;
COMMIT;
-- expect: if the client is lost now, table "shop.Orders" stays locked

-- case: it is said once a run
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE users ADD COLUMN note text;
COMMIT;
-- expect: table "public.orders" stays locked

-- case: transaction_timeout is of 17
-- pg: 16
SET transaction_timeout = '1min';
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
-- expect: stays locked

-- case: from 17 on it limits the whole
-- pg: 17
SET transaction_timeout = '1min';
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;

-- case: an idle transaction is ended by the server
SET idle_in_transaction_session_timeout = '10s';
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;

-- case: a statement by itself cannot be left open, and a runner's transaction is the runner's
-- sent_as: file
ALTER TABLE orders ADD COLUMN note text;

-- case: nothing that others use is locked
BEGIN;
CREATE TABLE coupons (id bigint);
ALTER TABLE coupons ADD COLUMN note text;
INSERT INTO settings VALUES (1);
COMMIT;
