-- Some numbers of houses do not fit.
SET lock_timeout = '2s';

ALTER TYPE address ALTER ATTRIBUTE number TYPE bigint CASCADE;
