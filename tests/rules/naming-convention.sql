-- case: capital letters need quotes for ever
CREATE TABLE "orderItems" (id bigint, "unitPrice" integer, CONSTRAINT "Positive" CHECK (id > 0));
-- expect: name "orderItems" does not match ^[a-z][a-z0-9_]*$, and 2 more

-- case: a new column is named, and a new name is
ALTER TABLE shop."Orders" ADD COLUMN "Note" text;
ALTER TABLE orders RENAME COLUMN note TO "Note";
-- expect: name "Note" does not match
-- expect: name "Note" does not match

-- case: each kind of name has its own pattern
-- parameter: index=.*_idx
-- parameter: foreign_key=.*_fk
CREATE INDEX orders_by_user ON orders (user_id);
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users NOT VALID;
-- expect: name "orders_by_user" does not match .*_idx
-- expect: name "orders_user" does not match .*_fk

-- case: a pattern that is none is told
-- parameter: table=[a-z
CREATE TABLE orders (id bigint);
-- expect: parameter "table" of this rule is no regular expression: [a-z

-- case: a whole name has to match
-- parameter: table=[a-z]+
CREATE TABLE orders2 (id bigint);
-- expect: name "orders2" does not match [a-z]+

-- case: plain names are fine, and capital letters without quotes are small ones
CREATE TABLE Order_Items (Id bigint PRIMARY KEY, "unit_price" integer);
CREATE INDEX ON Order_Items (Unit_Price);

-- case: an empty pattern allows everything
-- parameter: table=
CREATE TABLE "OrderItems" (id bigint);

-- case: what is only used was named before
ALTER TABLE "Orders" DROP COLUMN "Note";
INSERT INTO "Orders" ("Id") VALUES (1);
DROP TABLE "OrderItems";

-- case: temporary tables are nobody else's
CREATE TEMP TABLE "Picked" ("Id" bigint);

-- case: a renamed constraint may be of any kind
-- parameter: check=.*_check
ALTER TABLE orders RENAME CONSTRAINT a TO b;
