-- case: a function without a search_path of its own is found
CREATE FUNCTION add_user(name text) RETURNS void LANGUAGE sql SECURITY DEFINER
AS 'INSERT INTO users (name) VALUES (name)';
-- expect: function "public.add_user" has its owner's rights and its caller's search_path

-- case: so is one that is replaced, and a procedure
CREATE OR REPLACE PROCEDURE shop."Add"(name text) LANGUAGE plpgsql SECURITY DEFINER SET work_mem = '1MB'
AS 'BEGIN INSERT INTO users (name) VALUES (name); END';
-- expect: function "shop.Add"

-- case: so is one that gets the rights later
ALTER FUNCTION add_user(text) SECURITY DEFINER;
-- expect: function "public.add_user"

-- case: taking the search_path away again opens it
CREATE FUNCTION add_user(name text) RETURNS void LANGUAGE sql SECURITY DEFINER
AS 'INSERT INTO users (name) VALUES (name)';
ALTER FUNCTION add_user(text) RESET search_path;
-- expect: function "public.add_user"

-- case: a search_path of its own closes it
CREATE FUNCTION add_user(name text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS 'INSERT INTO public.users (name) VALUES (name)';
CREATE FUNCTION add_item(name text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path TO shop, pg_temp AS 'INSERT INTO items (name) VALUES (name)';

-- case: the deploy may add it later
CREATE FUNCTION add_user(name text) RETURNS void LANGUAGE sql SECURITY DEFINER
AS 'INSERT INTO public.users (name) VALUES (name)';
ALTER FUNCTION add_user(text) SET search_path = '';

-- case: both may come at once
ALTER FUNCTION add_user(text) SECURITY DEFINER SET search_path = '';

-- case: a function with its caller's rights may use his path
CREATE FUNCTION add_user(name text) RETURNS void LANGUAGE sql SECURITY INVOKER
AS 'INSERT INTO users (name) VALUES (name)';

-- case: names in a body that is parsed at once are found once
-- pg: 14
CREATE FUNCTION count_users() RETURNS bigint SECURITY DEFINER
BEGIN ATOMIC SELECT count(*) FROM users; END;
