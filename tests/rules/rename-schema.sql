-- case: a renamed schema is found
ALTER SCHEMA shop RENAME TO store;
-- expect: running code still uses the old name of schema "shop", and so may search_path

-- case: names are told as they are
ALTER SCHEMA "Shop" RENAME TO store;
-- expect: schema "Shop"

-- case: a schema of an earlier deploy is in use
CREATE SCHEMA shop;
-- next deploy:
ALTER SCHEMA shop RENAME TO store;
-- expect: schema "shop"

-- case: a schema whose creation was rolled back is not new
-- schema:
CREATE SCHEMA shop;
-- run:
BEGIN;
DROP SCHEMA shop;
CREATE SCHEMA shop;
ROLLBACK;
ALTER SCHEMA shop RENAME TO store;
-- expect: schema "shop"

-- case: a schema of the same deploy is used by nobody
CREATE SCHEMA shop;
-- next file:
ALTER SCHEMA shop RENAME TO store;

-- case: a new owner is no new name
ALTER SCHEMA shop OWNER TO clerk;

-- case: a renamed table is another rule's matter
ALTER TABLE shop.users RENAME TO accounts;
