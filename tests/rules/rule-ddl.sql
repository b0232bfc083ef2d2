-- case: a new rule is found
CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;
-- expect: rule "keep" changes what queries of table "public.users" do, and is changed under a lock against all

-- case: a dropped rule is found
DROP RULE IF EXISTS "Keep" ON shop."Users" CASCADE;
-- expect: rule "Keep" changes what queries of table "shop.Users" do

-- case: a rule that is switched off or on is found
ALTER TABLE users DISABLE RULE keep;
ALTER TABLE users ADD COLUMN seen boolean, ENABLE ALWAYS RULE keep;
-- expect: rule "keep"
-- expect: rule "keep"

-- case: a view is made of rules
-- schema:
CREATE TABLE users (id bigint);
CREATE VIEW active_users AS SELECT id FROM users;
-- run:
CREATE RULE add_user AS ON INSERT TO active_users DO INSTEAD INSERT INTO users VALUES (new.id);

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;

-- case: a trigger is another thing
CREATE TRIGGER keep BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION keep();
