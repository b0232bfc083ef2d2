-- PostgreSQL 17 and later
CREATE TABLE orders (price bigint, amount integer, sum bigint GENERATED ALWAYS AS (price * amount) STORED);
