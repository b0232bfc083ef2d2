CREATE TABLE stays (id bigint, during int4range);
