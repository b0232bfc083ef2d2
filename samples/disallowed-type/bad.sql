-- What does it cost?
SET lock_timeout = '2s';

ALTER TABLE articles ADD COLUMN price money;
