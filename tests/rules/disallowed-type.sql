-- case: a type on the list is found
ALTER TABLE orders ADD COLUMN price money;
-- expect: column "price" of table "public.orders" is money, which is not allowed

-- case: so it is inside CREATE TABLE, under any spelling
CREATE TABLE shop."Orders" (id bigint, "At" time with time zone, rate double precision, tags hstore);
-- expect: column "At" of table "shop.Orders" is time with time zone
-- expect: column "rate"
-- expect: column "tags"

-- case: the list may be another
-- parameter: types=jsonb shop.mood
CREATE TABLE orders (id bigint, data jsonb, price money, mood shop.mood);
-- expect: column "data"
-- expect: column "mood"

-- case: a type that a column gets later counts
ALTER TABLE IF EXISTS orders ADD COLUMN note text, ALTER price TYPE money USING price::money;
-- expect: column "price"

-- case: a type that is not on the list is allowed
CREATE TABLE orders (id bigint, price numeric(12,2), at timestamptz, data jsonb);

-- case: an empty list allows all
-- parameter: types=
CREATE TABLE orders (id bigint, price money);

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (price money);
