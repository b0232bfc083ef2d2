-- case: a check over the column is proved anew
-- schema:
CREATE TABLE users (id bigint, name varchar(10) CONSTRAINT named CHECK (name <> ''));
-- run:
ALTER TABLE users ALTER name TYPE varchar(20);
-- expect: changing the type of column "name" of table "public.users" proves check "named" anew

-- case: so is one over several columns
-- schema:
CREATE TABLE shop."Orders" (id bigint, "Total" numeric(10,2), paid numeric(10,2), CONSTRAINT "Paid" CHECK (paid <= "Total"));
-- run:
ALTER TABLE IF EXISTS shop."Orders" ADD COLUMN note text, ALTER "Total" TYPE numeric(12,2);
-- expect: column "Total" of table "shop.Orders" proves check "Paid"

-- case: so is one that the same deploy validated
ALTER TABLE users ADD COLUMN name varchar(10);
ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT named;
ALTER TABLE users ALTER name TYPE text;
-- expect: check "named"

-- case: a check that is NOT VALID is not proved
-- schema:
CREATE TABLE users (id bigint, name varchar(10));
ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
-- run:
ALTER TABLE users ALTER name TYPE varchar(20);

-- case: a check over other columns stays proved
-- schema:
CREATE TABLE users (id bigint CHECK (id > 0), name varchar(10));
-- run:
ALTER TABLE users ALTER name TYPE varchar(20);

-- case: a rewrite is another rule's matter
-- schema:
CREATE TABLE orders (id bigint, total integer CHECK (total > 0));
-- run:
ALTER TABLE orders ALTER total TYPE bigint;

-- case: a new check is another rule's matter
ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '');

-- case: a table of the same deploy has no rows
CREATE TABLE users (id bigint, name varchar(10) CHECK (name <> ''));
ALTER TABLE users ALTER name TYPE varchar(20);
