-- Nobody wants it who did not say so.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN newsletter boolean NOT NULL DEFAULT false;
