CREATE TABLE orders (id bigint PRIMARY KEY, month date NOT NULL, total numeric NOT NULL);
CREATE MATERIALIZED VIEW monthly_totals AS SELECT month, sum(total) AS total FROM orders GROUP BY month;
CREATE UNIQUE INDEX monthly_totals_month ON monthly_totals (month);
