-- What the team of the shop had ready for this release.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
