-- What two teams had ready for this release.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE sessions ADD COLUMN device text;
