-- case: a rewrite is replayed under its lock
ALTER TABLE payments ALTER COLUMN amount TYPE numeric(12, 2);
-- expect: queries on standby servers that read table "public.payments" wait for this rewrite to be replayed, or are cancelled

-- case: so is a scan
-- pg: 11
ALTER TABLE shop."Payments" ALTER COLUMN amount SET NOT NULL;
-- expect: standby servers that read table "shop.Payments" wait for this scan

-- case: and VACUUM FULL
VACUUM FULL payments;
-- expect: table "public.payments" wait for this rewrite

-- case: a moment is no matter
ALTER TABLE payments ADD COLUMN note text;

-- case: a scan under a lesser lock is not replayed as a lock
ALTER TABLE payments VALIDATE CONSTRAINT payments_amount_check;

-- case: nobody queries a table of the same deploy
CREATE TABLE refunds (id bigint, amount numeric);
INSERT INTO refunds VALUES (1, 2);
ALTER TABLE refunds ALTER COLUMN amount TYPE numeric(12, 2);
