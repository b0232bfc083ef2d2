-- What the intern made is the team's now; DROP ROLE fails where some is left.
SET lock_timeout = '2s';

REASSIGN OWNED BY intern TO team;
DROP ROLE intern;
