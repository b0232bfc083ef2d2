-- The reports run on a standby server; there, too, nobody reads payments meanwhile.
SET lock_timeout = '2s';

ALTER TABLE payments ALTER COLUMN amount TYPE numeric(12, 2);
