-- case: a check that nothing validates is found
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
-- expect: constraint "positive" of table "public.orders" is left NOT VALID

-- case: so is a foreign key without a name
ALTER TABLE shop."Orders" ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- expect: this constraint of table "shop.Orders" is left NOT VALID

-- case: validating another one does not help
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT small CHECK (total < 1000) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT small;
-- expect: constraint "positive"

-- case: validating that is rolled back does not help
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
BEGIN;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
ROLLBACK;
-- expect: constraint "positive"

-- case: what the same deploy validates is not left
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
-- next file:
ALTER TABLE orders VALIDATE CONSTRAINT positive;

-- case: what a later deploy validates is not left
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
-- next deploy:
ALTER TABLE orders VALIDATE CONSTRAINT positive;

-- case: a constraint that is gone is not left
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT positive;

-- case: one whose creation was rolled back is not left
BEGIN;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ROLLBACK;

-- case: a constraint that is proved at once is not left
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);

-- case: a table of the same deploy has no old rows
CREATE TABLE orders (id bigint, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;

-- case: what is not enforced at all is meant so
-- pg: 18
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT ENFORCED;
