-- case: two types are changed in one transaction
-- schema:
CREATE TABLE shop."Orders" (id bigint, total integer, state integer);
-- run:
BEGIN;
ALTER TABLE shop."Orders" ALTER COLUMN total TYPE bigint;
ALTER TABLE ONLY shop."Orders" ALTER COLUMN state TYPE bigint;
COMMIT;
-- expect: this goes through all of table "shop.Orders" again, as line 2 of the same transaction did

-- case: a check is proved and then a column
-- sent_as: file
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
-- expect: again

-- case: a new column is filled and then checked
-- sent_as: message
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
ALTER TABLE orders ALTER COLUMN token SET NOT NULL, ADD CHECK (token IS NOT NULL);
-- expect: as line 1 of

-- case: each in its own transaction lets others in between
ALTER TABLE orders ALTER COLUMN total TYPE bigint USING total::bigint;
ALTER TABLE orders ALTER COLUMN state TYPE bigint USING state::bigint;
BEGIN;
ALTER TABLE orders ALTER COLUMN total TYPE text;
COMMIT;
BEGIN;
ALTER TABLE orders ALTER COLUMN state TYPE text;
COMMIT;

-- case: VALIDATE goes with a weaker lock
BEGIN;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;

-- case: SET NOT NULL behind a proved check reads nothing, and neither does a drop
-- schema:
CREATE TABLE orders (total integer CONSTRAINT here CHECK (total IS NOT NULL), state integer);
-- run:
BEGIN;
ALTER TABLE orders ALTER COLUMN state TYPE bigint;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT here;
COMMIT;

-- case: rows that are changed in between keep the two apart
BEGIN;
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
UPDATE orders SET token = NULL WHERE old;
ALTER TABLE orders ADD CHECK (token IS NOT NULL OR old);
COMMIT;

-- case: the type of a column that was just added is another statement's
BEGIN;
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
ALTER TABLE orders ALTER COLUMN token TYPE text;
COMMIT;

-- case: index builds and foreign keys read by themselves
BEGIN;
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE (code);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE orders ADD CHECK (total > 0);
COMMIT;

-- case: nobody waits for a new table
BEGIN;
CREATE TABLE coupons (a integer, b integer);
ALTER TABLE coupons ALTER COLUMN a TYPE bigint;
ALTER TABLE coupons ALTER COLUMN b TYPE bigint;
COMMIT;
