-- No discount may be above a hundred percent.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN discount integer NOT NULL DEFAULT 0 CHECK (discount <= 100);
