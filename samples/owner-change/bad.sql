-- The reports team looks after this table from now on.
SET lock_timeout = '2s';

ALTER TABLE monthly_totals OWNER TO reports;
