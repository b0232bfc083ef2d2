-- case: a discriminator with a default is found
ALTER TABLE users ADD COLUMN type varchar DEFAULT 'User';
-- expect: new column "type" of table "public.users" has a default, which running code may take for the name of a class

-- case: quotes make it no other name
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ADD COLUMN IF NOT EXISTS "type" text NOT NULL DEFAULT 'Customer';
-- expect: column "type" of table "shop.Users"

-- case: the name may be another
-- parameter: column=kind
ALTER TABLE users ADD COLUMN kind text DEFAULT 'User', ADD COLUMN type text DEFAULT '';
-- expect: column "kind"

-- case: without a default it stays NULL, which is the class of the table
ALTER TABLE users ADD COLUMN type varchar;

-- case: another column means nothing
ALTER TABLE users ADD COLUMN country varchar DEFAULT 'AT';

-- case: a table of the same deploy is known to no running code
CREATE TABLE users (id bigint);
ALTER TABLE users ADD COLUMN type varchar DEFAULT 'User';
