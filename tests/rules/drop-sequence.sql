-- case: a dropped sequence is found
DROP SEQUENCE numbers;
-- expect: dropping sequence "public.numbers" loses which numbers are taken, and breaks code that uses it

-- case: each of several is found, and IF EXISTS makes it no safer
DROP SEQUENCE IF EXISTS shop."Numbers", tickets;
-- expect: sequence "shop.Numbers"
-- expect: sequence "public.tickets"

-- case: a default counts on it
-- schema:
CREATE SEQUENCE numbers;
CREATE TABLE bills (id bigint DEFAULT nextval('numbers'));
-- run:
DROP SEQUENCE numbers;
-- expect: the sequence is in use: cannot drop numbers because default value for column id depends on it

-- case: one that comes back starts over
-- sent_as: file
DROP SEQUENCE numbers;
CREATE SEQUENCE numbers;
-- expect: sequence "public.numbers"

-- case: a sequence of the same deploy is used by nobody
CREATE SEQUENCE numbers;
DROP SEQUENCE numbers;

-- case: a sequence that is not there loses nothing
-- complete:
-- schema:
CREATE TABLE users (id bigint);
-- run:
DROP SEQUENCE IF EXISTS numbers;

-- case: the sequence of a dropped table is another rule's matter
-- schema:
CREATE TABLE users (id bigserial PRIMARY KEY);
-- run:
DROP TABLE users;

-- case: CASCADE of a sequence that nobody knows is a hazard of another name
DROP SEQUENCE IF EXISTS ticket_numbers CASCADE;
