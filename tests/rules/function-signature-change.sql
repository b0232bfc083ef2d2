-- case: other arguments make another function
-- schema:
CREATE FUNCTION price(id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
-- run:
CREATE OR REPLACE FUNCTION price(id bigint, day date) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';
-- expect: function "public.price" has other arguments: nothing is replaced, and both are there

-- case: so does another type of an argument
-- schema:
CREATE FUNCTION shop."Price"(id integer) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
-- run:
CREATE OR REPLACE FUNCTION shop."Price"(id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';
-- expect: function "shop.Price" has other arguments

-- case: another return type is refused
-- schema:
CREATE FUNCTION price(id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
-- run:
CREATE OR REPLACE FUNCTION price(id bigint) RETURNS text LANGUAGE sql AS 'SELECT 1.0::text';
-- expect: OR REPLACE is refused: function "public.price" returns another type

-- case: an index needs a function that never changes its mind
-- schema:
CREATE FUNCTION fold(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
CREATE TABLE users (name text);
CREATE INDEX users_name ON users (fold(name));
-- run:
CREATE OR REPLACE FUNCTION fold(name text) RETURNS text LANGUAGE sql STABLE AS 'SELECT lower(name)';
-- expect: index "users_name" is computed with function "public.fold", which is not IMMUTABLE any more

-- case: another body is what OR REPLACE is for
-- schema:
CREATE FUNCTION price(id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
-- run:
CREATE OR REPLACE FUNCTION price(product bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';

-- case: the old one is dropped, before or after
-- schema:
CREATE FUNCTION price(id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
CREATE FUNCTION tax(id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
-- run:
DROP FUNCTION price(bigint);
CREATE OR REPLACE FUNCTION price(id bigint, day date) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';
CREATE OR REPLACE FUNCTION tax(id bigint, day date) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';
DROP FUNCTION tax(bigint);

-- case: who leaves OR REPLACE out wants two of them
-- schema:
CREATE FUNCTION price(id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
-- run:
CREATE FUNCTION price(id bigint, day date) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';

-- case: a function of the same deploy is called by nobody
CREATE FUNCTION price(id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
CREATE OR REPLACE FUNCTION price(id bigint, day date) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';

-- case: of a function that nothing makes, nobody knows the arguments
CREATE OR REPLACE FUNCTION price(id bigint, day date) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';
