-- case: a check is proved in every table that uses the domain
-- schema:
CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint, contact email);
CREATE TABLE shop."Orders" (id bigint, "Sent To" email);
-- run:
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');
-- expect: adding a constraint to domain "public.email" reads

-- case: a domain of which nothing is known may have users
ALTER DOMAIN shop."E-Mail" ADD CHECK (VALUE LIKE '%@%');
-- expect: domain "shop.E-Mail" reads every table with a column of it while writes to them are blocked

-- case: validating takes the same lock
-- schema:
CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint, contact email);
-- run:
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%') NOT VALID;
ALTER DOMAIN email VALIDATE CONSTRAINT at;
-- expect: validating a constraint of domain "public.email" reads table "public.users"

-- case: a domain over the domain is looked at, too
-- schema:
CREATE DOMAIN email AS text;
CREATE DOMAIN work_email AS email;
CREATE TABLE users (id bigint, contact work_email);
-- run:
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');
-- expect: table "public.users"

-- case: a check that is NOT VALID looks into no table
-- schema:
CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint, contact email);
-- run:
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%') NOT VALID;

-- case: a domain that nothing uses is read nowhere
-- schema:
CREATE DOMAIN email AS text;
-- run:
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');

-- case: tables of the same deploy are written by nobody
-- schema:
CREATE DOMAIN email AS text;
-- run:
CREATE TABLE users (id bigint, contact email);
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');

-- case: a domain of the same deploy has no old users
CREATE DOMAIN email AS text;
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');

-- case: dropping a constraint proves nothing
ALTER DOMAIN email DROP CONSTRAINT at;

-- case: NOT NULL is another rule's matter
ALTER DOMAIN email SET NOT NULL;
