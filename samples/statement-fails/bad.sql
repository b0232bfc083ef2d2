-- Two branches added the same column; the one that was merged last stops the deploy.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
