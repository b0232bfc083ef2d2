CREATE TABLE visits (
  id bigint,
  day date NOT NULL,
  seconds integer NOT NULL DEFAULT 1 CONSTRAINT positive CHECK (seconds >= 0),
  place text,
  PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE TABLE "Early Visits" PARTITION OF visits FOR VALUES FROM (MINVALUE) TO ('2024-06-01');
CREATE TABLE later_visits (LIKE visits INCLUDING ALL);
ALTER TABLE visits ATTACH PARTITION later_visits DEFAULT;
CREATE INDEX visits_seconds_idx ON visits (seconds DESC, place) WHERE seconds > 10;
CREATE INDEX "Late" ON later_visits (abs(seconds));
CREATE STATISTICS early ON seconds, place FROM "Early Visits";
COMMENT ON COLUMN later_visits.seconds IS 'how long it took';
COMMENT ON INDEX "Late" IS 'the late ones';
ALTER TABLE "Early Visits" ALTER COLUMN seconds SET STATISTICS 300;
GRANT SELECT (seconds) ON visits TO pgstage_recipe_reader;
GRANT UPDATE (seconds) ON later_visits TO pgstage_recipe_reader;
CREATE VIEW placed_visits AS SELECT id, place FROM visits;
