CREATE TABLE "Events" (id bigint NOT NULL, "Day" date NOT NULL, kind text) PARTITION BY RANGE ("Day");
CREATE TABLE events_old PARTITION OF "Events" FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE "Events New" PARTITION OF "Events" FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
CREATE INDEX events_old_kind ON events_old (kind);
CREATE VIEW kinds AS SELECT DISTINCT kind FROM "Events";
GRANT SELECT ON "Events" TO reporting;
