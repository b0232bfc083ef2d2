-- case: a column that nothing fills is found
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- expect: nothing fills column "email" of table "public.users" before it is made NOT NULL

-- case: filling another table does not help
UPDATE orders SET total = 0 WHERE total IS NULL;
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ALTER "E-Mail" SET NOT NULL;
-- expect: column "E-Mail" of table "shop.Users"

-- case: nor does filling it afterwards
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
UPDATE users SET email = '' WHERE email IS NULL;
-- expect: column "email"

-- case: an UPDATE of the same deploy may fill it
UPDATE users SET email = '' WHERE email IS NULL;
-- next file:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: a validated check proves it
ALTER TABLE users ADD CONSTRAINT there CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT there;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: a column that is NOT NULL already stays so
-- schema:
CREATE TABLE users (id bigint, email text NOT NULL);
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: a table of the same deploy has no old rows
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
