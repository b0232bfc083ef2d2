-- case: a trigger on a table that is in use is found
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
-- expect: from now on each write of table "public.users" runs trigger "stamp"

-- case: OR REPLACE makes no difference
-- pg: 14
CREATE OR REPLACE TRIGGER "Stamp" AFTER INSERT ON shop."Users" EXECUTE FUNCTION stamp();
-- expect: each write of table "shop.Users" runs trigger "Stamp"

-- case: a constraint trigger is one, too
CREATE CONSTRAINT TRIGGER stamp AFTER INSERT ON users DEFERRABLE FOR EACH ROW EXECUTE FUNCTION stamp();
-- expect: table "public.users"

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint);
CREATE TRIGGER stamp BEFORE UPDATE ON picked FOR EACH ROW EXECUTE FUNCTION stamp();

-- case: a plan keeps two columns in step by one
CREATE TRIGGER zz_pgstage_sync_name BEFORE INSERT OR UPDATE ON users
FOR EACH ROW EXECUTE FUNCTION pgstage_sync_users_name();

-- case: its function alone runs never
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
