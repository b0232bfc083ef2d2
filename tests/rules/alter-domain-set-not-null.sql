-- case: NOT NULL is proved in every table that uses the domain
-- schema:
CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint, contact email);
-- run:
ALTER DOMAIN email SET NOT NULL;
-- expect: NOT NULL for domain "public.email" reads table "public.users" while writes to them are blocked

-- case: a domain of which nothing is known may have users
ALTER DOMAIN shop."E-Mail" SET NOT NULL;
-- expect: domain "shop.E-Mail" reads every table with a column of it

-- case: so it is in the tables of a domain over the domain
-- schema:
CREATE DOMAIN email AS text;
CREATE DOMAIN shop.work_email AS email;
CREATE TABLE shop."Users" (id bigint, contact shop.work_email);
-- run:
ALTER DOMAIN email SET NOT NULL;
-- expect: table "shop.Users"

-- case: a domain that is NOT NULL already is read nowhere
-- schema:
CREATE DOMAIN email AS text NOT NULL;
CREATE TABLE users (id bigint, contact email);
-- run:
ALTER DOMAIN email SET NOT NULL;

-- case: dropping NOT NULL proves nothing
ALTER DOMAIN email DROP NOT NULL;

-- case: a check is another rule's matter
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');

-- case: tables of the same deploy are written by nobody
-- schema:
CREATE DOMAIN email AS text;
-- run:
CREATE TABLE users (id bigint, contact email);
ALTER DOMAIN email SET NOT NULL;

-- case: a domain of the same deploy has no old users
CREATE DOMAIN email AS text;
ALTER DOMAIN email SET NOT NULL;
