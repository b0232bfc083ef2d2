CREATE TABLE price_history (id bigint PRIMARY KEY, sku text NOT NULL, day date NOT NULL);
