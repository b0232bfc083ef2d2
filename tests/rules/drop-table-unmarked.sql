-- case: a table that is not marked is found
DROP TABLE users;
-- expect: the name of table "public.users" does not end in "_delete"

-- case: each of several is found, and IF EXISTS makes no difference
DROP TABLE IF EXISTS shop."Users", orders_delete, items CASCADE;
-- expect: table "shop.Users"
-- expect: table "public.items"

-- case: the mark is for the team to say
-- parameter: mark=_del
DROP TABLE users_delete;
-- expect: does not end in "_del"

-- case: a marked table may go
DROP TABLE users_delete;

-- case: a table of the same deploy may go
CREATE TABLE users_new (id bigint);
DROP TABLE users_new;

-- case: a temporary table may go
CREATE TEMP TABLE picked (id bigint);
DROP TABLE picked;
