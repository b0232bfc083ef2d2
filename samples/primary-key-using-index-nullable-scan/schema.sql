CREATE TABLE price_history (id bigint, sku text, price integer);
