CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE "Sales" (id bigint, shop bigint REFERENCES shops, "Day" date, PRIMARY KEY (id, "Day")) PARTITION BY RANGE ("Day");
CREATE TABLE "Sales Old" PARTITION OF "Sales" FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE sales_rest PARTITION OF "Sales" DEFAULT;
CREATE VIEW days AS SELECT "Day" FROM "Sales";
