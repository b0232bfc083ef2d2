-- Every order has a status; the old ones are done.
SET lock_timeout = '2s';

ALTER TABLE orders
  ADD COLUMN status_id integer NOT NULL DEFAULT 1 REFERENCES statuses (id);
