-- case: a check that is not enforced is found
-- pg: 18
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT ENFORCED;
-- expect: this check of table "public.orders" is not enforced for any row

-- case: so is a foreign key inside CREATE TABLE
-- pg: 18
CREATE TABLE shop."Orders" (id bigint, user_id bigint, FOREIGN KEY (user_id) REFERENCES users (id) NOT ENFORCED);
-- expect: this foreign key of table "shop.Orders"

-- case: so is one that is switched off
-- pg: 18
ALTER TABLE orders ALTER CONSTRAINT to_user NOT ENFORCED;
-- expect: constraint "to_user" of table "public.orders" is not enforced any more

-- case: NOT VALID holds for new rows
-- pg: 18
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;

-- case: a constraint that comes into force is meant to
-- pg: 18
ALTER TABLE orders ALTER CONSTRAINT to_user ENFORCED;

-- case: when a key is checked is no matter of force
ALTER TABLE orders ALTER CONSTRAINT to_user DEFERRABLE INITIALLY DEFERRED;
