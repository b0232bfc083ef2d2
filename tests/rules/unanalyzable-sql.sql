-- case: a name that comes from a table makes a statement nobody can read
DO $$
DECLARE
  tenant text;
BEGIN
  FOR tenant IN SELECT name FROM tenants LOOP
    EXECUTE format('ALTER TABLE %I.orders ADD COLUMN note text', tenant);
  END LOOP;
END $$;
-- expect: nothing of what line 6 of the block runs is judged: EXECUTE is given computed text

-- case: it is said once for all of them
DO $$
DECLARE a text; b text;
BEGIN
  EXECUTE a;
  EXECUTE b || ' CASCADE';
END $$;
-- expect: line 4 of the block runs is judged: EXECUTE is given computed text, and 1 more

-- case: another language is none that is read
DO LANGUAGE plpython3u $$ plpy.execute("DROP TABLE orders") $$;
-- expect: nothing of what the block runs is judged: it is in "plpython3u"

-- case: a function that is called runs like a block
-- schema:
CREATE FUNCTION shop."Run"(command text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE command;
END $$;
-- run:
SELECT shop."Run"('DROP TABLE orders');
-- expect: line 3 of function "shop.Run" runs is judged

-- case: a function that another one calls is named where it is called
-- schema:
CREATE FUNCTION run(command text) RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE command; END';
-- run:
DO $$ BEGIN
  PERFORM run('DROP TABLE orders');
END $$;
-- expect: function "public.run"

-- case: constants are read
DO $$ BEGIN
  EXECUTE 'ALTER TABLE orders ' || 'ADD COLUMN note text';
  EXECUTE 'DELETE FROM orders WHERE id = $1' USING 1;
END $$;

-- case: a function that nobody calls does nothing yet
CREATE FUNCTION run(command text) RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE command; END';
CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION run();

-- case: the server's own functions are known, and so are statements of a body
SELECT count(*), lower('A') FROM orders;
DO $$ BEGIN UPDATE orders SET note = 'x' WHERE id = 1; PERFORM 1; END $$;

-- case: what does not parse has a rule of its own
ALTER TABEL orders ADD COLUMN note text;
\i other.sql
SELECT 1;

-- case: a loop that drops every table has a rule of its own
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables LOOP
    EXECUTE 'DROP TABLE ' || name;
  END LOOP;
END $$;
