-- case: a table that is published is found
CREATE PUBLICATION sales FOR TABLE orders;
-- expect: changes of table "public.orders" reach the subscribers of publication "sales" from now on

-- case: each of several is found
ALTER PUBLICATION "Sales" ADD TABLE shop."Orders", items;
-- expect: table "shop.Orders" reach the subscribers of publication "Sales"
-- expect: table "public.items"

-- case: so is one that is not published any more
ALTER PUBLICATION sales DROP TABLE orders;
-- expect: changes of table "public.orders" reach subscribers of publication "sales" no more

-- case: all tables at once take no lock
CREATE PUBLICATION everything FOR ALL TABLES;

-- case: a table of the same deploy is used by nobody
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE PUBLICATION sales FOR TABLE orders;

-- case: what is published of it is another matter
ALTER PUBLICATION sales SET (publish = 'insert');
