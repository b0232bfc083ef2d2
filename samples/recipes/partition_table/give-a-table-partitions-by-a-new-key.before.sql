CREATE TABLE "Readings" (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  taken date NOT NULL,
  value numeric
);
CREATE INDEX "Readings_taken_idx" ON "Readings" (taken);
CREATE INDEX ON "Readings" (value) WHERE value < 0;
