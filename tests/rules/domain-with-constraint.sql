-- case: a domain with a check is found
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
-- expect: domain "public.email" has a constraint, which no table that uses it can change by itself

-- case: so is one that may not be NULL
CREATE DOMAIN shop."Score" AS integer NOT NULL DEFAULT 0;
-- expect: domain "shop.Score"

-- case: a name makes the check no better
CREATE DOMAIN country AS char(2) CONSTRAINT upper CHECK (VALUE = upper(VALUE));
-- expect: domain "public.country"

-- case: a domain that only names a type is one
CREATE DOMAIN email AS text;

-- case: so is one with a default
CREATE DOMAIN score AS integer DEFAULT 0;

-- case: a type of values is no domain
CREATE TYPE mood AS ENUM ('good', 'bad');
