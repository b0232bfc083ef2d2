-- case: an index over several columns goes along
-- schema:
CREATE TABLE orders (id bigint, tenant bigint, state text);
CREATE INDEX orders_by_tenant ON orders (tenant, state);
-- run:
ALTER TABLE orders DROP COLUMN state;
-- expect: index "orders_by_tenant" goes with column "state" of table "public.orders", though it is over other columns, too

-- case: so does a key, and what it promised
-- schema:
CREATE TABLE shop."Items" (order_id bigint, "Line" integer, sku text, PRIMARY KEY (order_id, "Line"), UNIQUE (order_id, sku));
-- run:
ALTER TABLE IF EXISTS shop."Items" ADD COLUMN note text, DROP COLUMN IF EXISTS order_id CASCADE;
-- expect: primary key "Items_pkey" goes with column "order_id" of table "shop.Items"
-- expect: unique index "Items_order_id_sku_key"

-- case: a column in INCLUDE or WHERE takes the index along
-- schema:
CREATE TABLE orders (id bigint, tenant bigint, state text, gone boolean);
CREATE INDEX covering ON orders (tenant) INCLUDE (state);
CREATE INDEX living ON orders (tenant, id) WHERE NOT gone;
-- run:
ALTER TABLE orders DROP COLUMN state, DROP COLUMN gone;
-- expect: index "covering" goes with column "state"
-- expect: index "living" goes with column "gone"

-- case: an index that is not unique does not replace one that is
-- schema:
CREATE TABLE orders (id bigint, tenant bigint, number integer, version integer, UNIQUE (tenant, number, version));
CREATE INDEX by_number ON orders (tenant, number);
-- run:
ALTER TABLE orders DROP COLUMN version;
-- expect: unique index "orders_tenant_number_version_key"

-- case: an index over the column alone is missed by nobody
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, state text UNIQUE);
CREATE INDEX orders_state ON orders (state);
-- run:
ALTER TABLE orders DROP COLUMN state;

-- case: another index serves the other columns
-- schema:
CREATE TABLE orders (id bigint, tenant bigint, state text);
CREATE INDEX orders_by_state ON orders (tenant, state);
-- run:
CREATE INDEX CONCURRENTLY orders_by_tenant ON orders (tenant);
ALTER TABLE orders DROP COLUMN state;

-- case: an index that was dropped before does not go along
-- schema:
CREATE TABLE orders (id bigint, tenant bigint, state text);
CREATE INDEX orders_by_state ON orders (tenant, state);
-- run:
DROP INDEX CONCURRENTLY orders_by_state;
ALTER TABLE orders DROP COLUMN state;

-- case: indexes of a table that nothing made are not known
ALTER TABLE orders DROP COLUMN state;

-- case: a column of the same deploy is missed by nobody
-- schema:
CREATE TABLE orders (id bigint, tenant bigint);
-- run:
ALTER TABLE orders ADD COLUMN state text;
CREATE INDEX CONCURRENTLY orders_by_state ON orders (tenant, state);
ALTER TABLE orders DROP COLUMN state;

-- case: a table of the same deploy is read by nobody
CREATE TABLE orders (id bigint, tenant bigint, state text);
CREATE INDEX orders_by_state ON orders (tenant, state);
ALTER TABLE orders DROP COLUMN state;

-- case: an index of the same deploy over the other columns and an heir takes over
-- schema:
CREATE TABLE rules (team bigint, owner bigint, kind text, title text, UNIQUE (owner, kind, title));
CREATE INDEX by_team ON rules (team, owner);
-- run:
ALTER TABLE rules DROP COLUMN owner, ADD COLUMN account bigint;
CREATE UNIQUE INDEX rules_owner_kind_title_key ON rules (account, kind, title);
CREATE INDEX rules_by_team ON rules (team, account);

-- case: one that leaves a column out does not
-- schema:
CREATE TABLE rules (owner bigint, kind text, title text, UNIQUE (owner, kind, title));
-- run:
ALTER TABLE rules DROP COLUMN owner;
CREATE UNIQUE INDEX rules_title_key ON rules (title);
-- expect: unique index "rules_owner_kind_title_key"
