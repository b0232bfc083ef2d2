-- case: a document is searched inside
-- schema:
CREATE TABLE orders (id bigint, data jsonb);
-- run:
CREATE INDEX CONCURRENTLY orders_data_idx ON orders (data);
-- expect: a B-tree over column "data" of table "public.orders" does not look inside its jsonb values; gin does

-- case: so is an array
CREATE TABLE shop."Orders" (id bigint, "Tags" text[]);
CREATE INDEX ON shop."Orders" (id, "Tags");
-- expect: does not look inside its text[] values

-- case: a shape has no order
CREATE TABLE places (id bigint, at geometry(Point, 4326));
CREATE INDEX places_at_idx ON places USING btree (at);
-- expect: gist does

-- case: gin looks inside
CREATE TABLE orders (id bigint, data jsonb, tags text[]);
CREATE INDEX ON orders USING gin (data jsonb_path_ops);
CREATE INDEX ON orders USING gin (tags);

-- case: a part of a document is a plain value
CREATE TABLE orders (id bigint, data jsonb);
CREATE INDEX ON orders ((data->>'status'));

-- case: a unique index compares whole values
CREATE TABLE orders (id bigint, tags text[]);
CREATE UNIQUE INDEX ON orders (tags);

-- case: numbers and texts have an order
CREATE TABLE orders (id bigint, note text);
CREATE INDEX ON orders (note, id);

-- case: nothing is known of an old table
CREATE INDEX CONCURRENTLY orders_data_idx ON orders (data);
