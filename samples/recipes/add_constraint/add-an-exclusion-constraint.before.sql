CREATE TABLE stays (id bigint PRIMARY KEY, during int4range);
