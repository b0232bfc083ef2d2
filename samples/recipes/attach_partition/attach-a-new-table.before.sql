CREATE TABLE parts (id bigint, kind text, PRIMARY KEY (id, kind)) PARTITION BY LIST (kind);
CREATE TABLE parts_rest PARTITION OF parts DEFAULT;
CREATE INDEX ON parts (lower(kind));
