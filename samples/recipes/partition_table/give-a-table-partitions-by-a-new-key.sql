BEGIN;
ALTER TABLE "Readings" RENAME TO "Readings_old";
ALTER TABLE "Readings_old" ADD CONSTRAINT readings_old_taken CHECK (taken IS NOT NULL AND taken < '2030-01-01');
ALTER TABLE "Readings_old" DROP CONSTRAINT "Readings_pkey";
ALTER TABLE "Readings_old" ALTER COLUMN id DROP IDENTITY;
ALTER INDEX "Readings_taken_idx" RENAME TO "Readings_old_taken_idx";
CREATE TABLE "Readings" (
  id bigint GENERATED ALWAYS AS IDENTITY (START 1000000000),
  taken date NOT NULL,
  value numeric,
  PRIMARY KEY (id, taken)
) PARTITION BY RANGE (taken);
CREATE INDEX "Readings_taken_idx" ON "Readings" (taken);
ALTER TABLE "Readings" ATTACH PARTITION "Readings_old" FOR VALUES FROM (MINVALUE) TO ('2030-01-01');
ALTER TABLE "Readings_old" DROP CONSTRAINT readings_old_taken;
CREATE TABLE "Readings_later" PARTITION OF "Readings" DEFAULT;
COMMIT;
