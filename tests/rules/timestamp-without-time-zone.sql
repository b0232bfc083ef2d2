-- case: a new timestamp is found
ALTER TABLE users ADD COLUMN seen_at timestamp;
-- expect: column "seen_at" of table "public.users" is a timestamp without time zone

-- case: so are those inside CREATE TABLE
CREATE TABLE shop."Orders" (id bigint, "Paid" timestamp(3) without time zone NOT NULL DEFAULT now(), sent timestamp[]);
-- expect: column "Paid" of table "shop.Orders"
-- expect: column "sent"

-- case: so is one that loses its zone
ALTER TABLE IF EXISTS orders ADD COLUMN note text, ALTER paid TYPE timestamp;
-- expect: column "paid"

-- case: timestamptz is meant
CREATE TABLE orders (id bigint, paid timestamptz, sent timestamp with time zone);

-- case: a date and a time say what they are
CREATE TABLE shops (id bigint, opens time, since date);

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (at timestamp);
