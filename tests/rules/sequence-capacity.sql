-- case: a sequence of integers is found
CREATE SEQUENCE numbers AS integer;
-- expect: sequence "public.numbers" ends at 2,147,483,647

-- case: so is one of small ones
CREATE SEQUENCE IF NOT EXISTS shop."Numbers" AS smallint START 7;
-- expect: sequence "shop.Numbers" ends at 32,767

-- case: the other name of the type is the same
CREATE SEQUENCE numbers AS int4 NO CYCLE;
-- expect: sequence "public.numbers" ends at 2,147,483,647

-- case: a sequence is bigint unless somebody says otherwise
CREATE SEQUENCE numbers;
CREATE SEQUENCE tickets AS bigint;

-- case: one that starts over never ends
CREATE SEQUENCE numbers AS integer CYCLE;

-- case: columns are another rule's matter
CREATE TABLE users (id serial PRIMARY KEY);
