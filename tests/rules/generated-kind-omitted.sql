-- case: a column that does not say its kind is found
-- pg: 18
ALTER TABLE orders ADD COLUMN twice bigint GENERATED ALWAYS AS (total * 2);
-- expect: generated column "twice" of table "public.orders" does not say that it is VIRTUAL, which it is

-- case: so is one inside CREATE TABLE
-- pg: 18
CREATE TABLE shop."Orders" (id bigint, "Twice" bigint GENERATED ALWAYS AS (id * (1 + 1)) NOT NULL, thrice bigint GENERATED ALWAYS AS (id * 3) VIRTUAL);
-- expect: column "Twice" of table "shop.Orders"

-- case: it is found among other actions
-- pg: 18
ALTER TABLE IF EXISTS orders ADD COLUMN note text, ADD COLUMN IF NOT EXISTS twice bigint GENERATED ALWAYS AS (total * 2);
-- expect: column "twice"

-- case: VIRTUAL says it
-- pg: 18
ALTER TABLE orders ADD COLUMN twice bigint GENERATED ALWAYS AS (total * 2)
  virtual;

-- case: so does STORED
-- pg: 18
CREATE TABLE orders (id bigint, twice bigint GENERATED ALWAYS AS (id * 2) STORED);

-- case: an identity is no generated column
-- pg: 18
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY);
