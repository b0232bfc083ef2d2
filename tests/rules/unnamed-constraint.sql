-- case: an added check without a name is found
ALTER TABLE orders ADD CHECK (total >= 0) NOT VALID;
-- expect: this check of table "public.orders" has no name of its own

-- case: so are a foreign key and a unique constraint
ALTER TABLE IF EXISTS shop."Orders" ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID, ADD UNIQUE (number);
-- expect: this foreign key of table "shop.Orders"
-- expect: this unique constraint of table "shop.Orders"

-- case: so is one inside CREATE TABLE
CREATE TABLE orders (id bigint PRIMARY KEY, total integer, paid integer, CHECK (paid <= total), EXCLUDE USING gist (during WITH &&));
-- expect: this check
-- expect: this exclusion constraint

-- case: a name will do
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;

-- case: a constraint that stands with its column has the column's name
CREATE TABLE orders (id bigint PRIMARY KEY, total integer CHECK (total >= 0), number text UNIQUE);

-- case: a primary key is known by its table
ALTER TABLE orders ADD PRIMARY KEY (id);

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (a integer, b integer, CHECK (a < b));
