CREATE ROLE pgstage_recipe_writer;
CREATE TABLE visits (id bigint, day date, "Found" text, seconds integer, PRIMARY KEY (id, day))
PARTITION BY RANGE (day);
CREATE TABLE visits_early PARTITION OF visits FOR VALUES FROM (MINVALUE) TO ('2024-06-01');
CREATE TABLE visits_late PARTITION OF visits DEFAULT;
GRANT INSERT, SELECT, UPDATE, DELETE ON visits TO pgstage_recipe_writer;
