-- The strongest lock comes first, and the row is changed when it is gone.
SET lock_timeout = '2s';

ALTER TABLE accounts ADD COLUMN plan_since date;
UPDATE accounts SET plan = 'free' WHERE id = 1;
