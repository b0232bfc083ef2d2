-- case: a default for an old column is found
ALTER TABLE users ALTER COLUMN country SET DEFAULT 'AT';
-- expect: the new default of column "country" of table "public.users" holds for rows to come

-- case: it is found among other actions
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ALTER "Country" SET DEFAULT 'AT';
-- expect: column "Country" of table "shop.Users"

-- case: a column of an earlier deploy has old rows
ALTER TABLE users ADD COLUMN country text;
-- next deploy:
ALTER TABLE users ALTER country SET DEFAULT 'AT';
-- expect: column "country"

-- case: a column of the same deploy has no rows of its own
ALTER TABLE users ADD COLUMN country text;
ALTER TABLE users ALTER country SET DEFAULT 'AT';

-- case: nor has one of the same statement
ALTER TABLE users ADD COLUMN key uuid, ALTER COLUMN key SET DEFAULT gen_random_uuid();

-- case: a table of the same deploy has no rows
CREATE TABLE users (id bigint, country text);
ALTER TABLE users ALTER country SET DEFAULT 'AT';

-- case: dropping a default is another rule's matter
ALTER TABLE users ALTER country DROP DEFAULT;
