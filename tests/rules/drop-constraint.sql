-- case: a dropped constraint is found
ALTER TABLE orders DROP CONSTRAINT positive;
-- expect: constraint "positive" of table "public.orders" is dropped: rows that it refused are taken from now on

-- case: IF EXISTS and CASCADE make it no safer
-- schema:
CREATE TABLE shop."Orders" (id bigint, total integer CONSTRAINT "Positive" CHECK (total > 0));
-- run:
ALTER TABLE IF EXISTS shop."Orders" ADD COLUMN note text, DROP CONSTRAINT IF EXISTS "Positive" CASCADE;
-- expect: constraint "Positive" of table "shop.Orders"

-- case: one that comes back in a later transaction is gone meanwhile
ALTER TABLE orders DROP CONSTRAINT positive;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 1) NOT VALID;
-- expect: constraint "positive"

-- case: another of the name may take over in the same statement
ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total > 1) NOT VALID;

-- case: or in the same transaction
BEGIN;
ALTER TABLE orders DROP CONSTRAINT positive;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 1) NOT VALID;
COMMIT;

-- case: a helper of the same deploy has done its work
ALTER TABLE users ADD CONSTRAINT there CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT there;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT there;

-- case: so has one of an earlier deploy, once the column is NOT NULL
-- schema:
CREATE TABLE users (id bigint, email text NOT NULL CONSTRAINT there CHECK (email IS NOT NULL));
-- run:
ALTER TABLE users DROP CONSTRAINT there;

-- case: a primary key is another rule's matter
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
ALTER TABLE users DROP CONSTRAINT users_pkey;

-- case: a table of the same deploy has no rows
CREATE TABLE orders (id bigint, total integer CONSTRAINT positive CHECK (total > 0));
ALTER TABLE orders DROP CONSTRAINT positive;
