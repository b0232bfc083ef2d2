-- case: the time of day is not immutable
ALTER TABLE orders ADD CONSTRAINT later CHECK (due > now()) NOT VALID;
-- expect: this check of table "public.orders" calls a STABLE function: rows that pass it today may break it tomorrow

-- case: neither is the date, inside CREATE TABLE
CREATE TABLE shop."Orders" (id bigint, due date CHECK (due >= CURRENT_DATE), CHECK (id <> floor(random())));
-- expect: table "shop.Orders" calls a STABLE function
-- expect: table "shop.Orders" calls a VOLATILE function

-- case: nor a function that is declared so, with a new column
-- schema:
CREATE FUNCTION known_country(text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT 1 FROM countries WHERE code = $1)';
-- run:
ALTER TABLE IF EXISTS users ADD COLUMN note text, ADD COLUMN country text CHECK (known_country(country));
-- expect: calls a STABLE function

-- case: a comparison calls nothing
ALTER TABLE orders ADD CONSTRAINT later CHECK (due > created_at) NOT VALID;

-- case: an immutable function says the same for ever
ALTER TABLE users ADD CONSTRAINT short CHECK (char_length(name) <= 100) NOT VALID;

-- case: where overloads differ the immutable one may be meant
ALTER TABLE users ADD CONSTRAINT short CHECK (length(name) <= 100 AND extract(year FROM born) > 1900) NOT VALID;

-- case: a function that nothing defines is not accused
ALTER TABLE users ADD CONSTRAINT known CHECK (known_country(country)) NOT VALID;

-- case: a temporary table is not dumped
CREATE TEMP TABLE picked (at timestamptz CHECK (at < now()));
