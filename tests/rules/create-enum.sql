-- case: a new enum is found
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- expect: labels of enum "public.mood" can never be dropped

-- case: names are told as they are
CREATE TYPE shop."Mood" AS ENUM ();
-- expect: enum "shop.Mood"

-- case: each is found
CREATE TYPE a AS ENUM ('x');
CREATE TYPE b AS ENUM ('x');
-- expect: enum "public.a"
-- expect: enum "public.b"

-- case: a composite type is another thing
CREATE TYPE address AS (street text);

-- case: a domain is another thing
CREATE DOMAIN mood AS text;

-- case: a new label is another rule's matter
ALTER TYPE mood ADD VALUE 'great';
