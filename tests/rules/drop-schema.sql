-- case: a schema with all it holds is found
DROP SCHEMA reports CASCADE;
-- expect: dropping schema "reports" drops every table in it

-- case: each of several is found, and IF EXISTS makes it no safer
DROP SCHEMA IF EXISTS reports, "Old Shop" CASCADE;
-- expect: schema "reports"
-- expect: schema "Old Shop"

-- case: a schema that a snapshot shows to hold a table is found
-- complete:
-- schema:
CREATE SCHEMA reports;
CREATE TABLE reports.monthly (id bigint);
-- run:
DROP SCHEMA reports CASCADE;
-- expect: schema "reports"

-- case: one that holds only a function is found, too
-- complete:
-- schema:
CREATE SCHEMA reports;
CREATE FUNCTION reports.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- run:
DROP SCHEMA reports CASCADE;
-- expect: schema "reports"

-- case: a schema whose creation was rolled back is not new
-- schema:
CREATE SCHEMA reports;
-- run:
BEGIN;
DROP SCHEMA reports;
CREATE SCHEMA reports;
ROLLBACK;
DROP SCHEMA reports CASCADE;
-- expect: schema "reports"

-- case: a schema of an earlier deploy is not new
CREATE SCHEMA reports;
-- next deploy:
DROP SCHEMA reports CASCADE;
-- expect: schema "reports"

-- case: a schema of the same deploy is used by nobody
CREATE SCHEMA scratch;
CREATE TABLE scratch.rows (id bigint);
-- next file:
DROP SCHEMA scratch CASCADE;

-- case: without CASCADE only an empty schema goes
DROP SCHEMA reports;
DROP SCHEMA IF EXISTS reports RESTRICT;

-- case: an empty schema loses nothing, as a snapshot shows
-- complete:
-- schema:
CREATE SCHEMA reports;
-- run:
DROP SCHEMA reports CASCADE;

-- case: dropping a table is another rule's matter
DROP TABLE reports.monthly CASCADE;
