-- case: a key that may be deferred is found
ALTER TABLE orders ALTER CONSTRAINT to_user DEFERRABLE INITIALLY DEFERRED;
-- expect: constraint "to_user" of table "public.orders" is checked at another moment from now on

-- case: so is one that may not be any more
ALTER TABLE IF EXISTS shop."Orders" ALTER CONSTRAINT "To User" NOT DEFERRABLE;
-- expect: constraint "To User" of table "shop.Orders"

-- case: it is found among other actions
ALTER TABLE orders ADD COLUMN note text, ALTER CONSTRAINT to_user DEFERRABLE;
-- expect: constraint "to_user"

-- case: whether it is enforced is another rule's matter
-- pg: 18
ALTER TABLE orders ALTER CONSTRAINT to_user NOT ENFORCED;

-- case: a new constraint is relied on by nobody
ALTER TABLE orders ADD CONSTRAINT to_user FOREIGN KEY (user_id) REFERENCES users (id) DEFERRABLE NOT VALID;

-- case: a table of the same deploy is used by nobody
CREATE TABLE orders (id bigint, user_id bigint CONSTRAINT to_user REFERENCES users (id));
ALTER TABLE orders ALTER CONSTRAINT to_user DEFERRABLE;
