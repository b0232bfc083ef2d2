-- case: a label without a place is found
ALTER TYPE mood ADD VALUE 'great';
-- expect: nothing says where label "great" stands among those of enum "public.mood"

-- case: IF NOT EXISTS is no place
ALTER TYPE shop."Mood" ADD VALUE IF NOT EXISTS 'great';
-- expect: enum "shop.Mood"

-- case: so it is where the enum is known
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- run:
ALTER TYPE mood ADD VALUE 'great';
-- expect: enum "public.mood"

-- case: AFTER says where
ALTER TYPE mood ADD VALUE 'great' AFTER 'ok';

-- case: BEFORE says where
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'terrible' BEFORE 'sad';

-- case: a renamed label keeps its place
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
