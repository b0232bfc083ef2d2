-- case: the moment of the migration is found
ALTER TABLE users ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
-- expect: all existing rows get one value in new column "created_at" of table "public.users", that of the migration

-- case: so is today, among other actions
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ADD COLUMN IF NOT EXISTS "Since" date DEFAULT CURRENT_DATE;
-- expect: column "Since" of table "shop.Users"

-- case: so is who runs it
ALTER TABLE users ADD COLUMN made_by text DEFAULT current_user, ADD COLUMN expires timestamptz DEFAULT now() + interval '1 year';
-- expect: column "made_by"
-- expect: column "expires"

-- case: what an overload decides is not accused
ALTER TABLE users ADD COLUMN day timestamp DEFAULT date_trunc('day', TIMESTAMP '2026-01-01');

-- case: a constant is meant for all
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;

-- case: a volatile default is another rule's matter
ALTER TABLE users ADD COLUMN key uuid DEFAULT gen_random_uuid();

-- case: a default for new rows alone says nothing of the old ones
ALTER TABLE users ADD COLUMN created_at timestamptz, ALTER COLUMN created_at SET DEFAULT now();

-- case: a table of the same deploy has no rows
CREATE TABLE users (id bigint);
ALTER TABLE users ADD COLUMN created_at timestamptz DEFAULT now();
