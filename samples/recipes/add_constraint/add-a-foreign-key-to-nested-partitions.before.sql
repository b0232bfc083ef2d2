CREATE TABLE "Places" (country text, "City" text, people int, PRIMARY KEY (country, "City"));
CREATE TABLE visits (id bigint, country text, city text, day date NOT NULL, note text)
  PARTITION BY RANGE (day);
CREATE TABLE visits_old PARTITION OF visits FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE "Visits New" PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO (MAXVALUE) PARTITION BY HASH (id);
CREATE TABLE visits_new_0 PARTITION OF "Visits New" FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE visits_new_1 PARTITION OF "Visits New" FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX visits_city ON visits (country, city);
CREATE VIEW recent AS SELECT id, city FROM visits WHERE day > '2024-01-01';
COMMENT ON TABLE visits IS 'who was where';
GRANT SELECT ON visits, "Places" TO reporting;
