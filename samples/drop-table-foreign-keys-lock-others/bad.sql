-- No release uses ratings any more.
SET lock_timeout = '2s';

DROP TABLE ratings;
