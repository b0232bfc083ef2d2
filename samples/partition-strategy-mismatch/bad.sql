-- Orders are split by country.
CREATE TABLE orders (id bigint, country text NOT NULL) PARTITION BY RANGE (country);
CREATE TABLE orders_nordic PARTITION OF orders FOR VALUES IN ('dk', 'fi', 'no', 'se');
