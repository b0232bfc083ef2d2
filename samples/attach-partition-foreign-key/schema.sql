CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE visits (customer_id bigint REFERENCES customers (id), at date NOT NULL)
  PARTITION BY RANGE (at);
CREATE TABLE visits_2025 (
  customer_id bigint,
  at date NOT NULL CHECK (at >= '2025-01-01' AND at < '2026-01-01')
);
