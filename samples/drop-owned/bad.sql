-- The intern has left.
SET lock_timeout = '2s';

DROP OWNED BY intern;
DROP ROLE intern;
