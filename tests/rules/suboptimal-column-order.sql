-- case: small columns before large ones leave gaps
CREATE TABLE orders (gift boolean, total bigint, paid boolean, at timestamptz);
-- expect: the order of the columns of table "public.orders" wastes 14 bytes in every row

-- case: the gaps behind a text are counted from there
CREATE TABLE shop."Orders" (note text, a smallint, b double precision, c integer, d date, e boolean, f time);
-- expect: table "shop.Orders" wastes 13 bytes

-- case: the limit may be another
-- parameter: bytes=3
CREATE TABLE IF NOT EXISTS orders (id bigint, gift boolean, amount integer);
-- expect: wastes 3 bytes

-- case: the large ones first leave none
CREATE TABLE orders (total bigint, at timestamptz, amount integer, gift boolean, paid boolean, note text);

-- case: a small gap is not worth a word
CREATE TABLE orders (id bigint, gift boolean, amount integer);

-- case: what has no fixed size is not counted
CREATE TABLE orders (note text, id bigint, name text, total numeric, at timestamptz);

-- case: a temporary table does not last
CREATE TEMP TABLE picked (gift boolean, total bigint, paid boolean, at timestamptz);

-- case: a new column goes to the end in any case
ALTER TABLE orders ADD COLUMN gift boolean, ADD COLUMN total bigint, ADD COLUMN paid boolean, ADD COLUMN at timestamptz;
