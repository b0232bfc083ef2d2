-- Notes of orders stand in a table of their own, which the warehouse does not follow.
SET lock_timeout = '2s';

ALTER TABLE notes ADD COLUMN note text;
