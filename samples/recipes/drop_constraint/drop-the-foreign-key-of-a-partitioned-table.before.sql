CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, customer bigint REFERENCES customers ON DELETE RESTRICT, day date, PRIMARY KEY (id, day))
  PARTITION BY RANGE (day);
CREATE TABLE "Orders Old" PARTITION OF orders FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE orders_new PARTITION OF orders DEFAULT;
