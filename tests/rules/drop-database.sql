-- case: a dropped database is found
DROP DATABASE shop;
-- expect: dropping database "shop" loses everything in it

-- case: IF EXISTS makes it no safer
DROP DATABASE IF EXISTS "Shop";
-- expect: database "Shop"

-- case: FORCE makes it worse
DROP DATABASE shop WITH (FORCE);
-- expect: database "shop"

-- case: making one loses nothing
CREATE DATABASE shop;

-- case: renaming one loses nothing
ALTER DATABASE shop RENAME TO store;

-- case: a schema is another rule's matter
DROP SCHEMA shop;
