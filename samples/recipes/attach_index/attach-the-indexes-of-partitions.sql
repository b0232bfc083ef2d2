CREATE INDEX "Events By Kind" ON ONLY "Events" (kind);
CREATE INDEX CONCURRENTLY "Events New By Kind" ON "Events New" (kind);
ALTER INDEX "Events By Kind" ATTACH PARTITION "Events New By Kind";
ALTER INDEX "Events By Kind" ATTACH PARTITION events_old_kind;
