-- Nobody is asked for a mood any more.
SET lock_timeout = '2s';

DROP TYPE mood CASCADE;
