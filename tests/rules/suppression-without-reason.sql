-- case: a bare rule is no reason
-- pgstage:ignore drop-table
DROP TABLE users;
-- expect: this ignore of "drop-table" does not say why

-- case: two dashes alone are no reason
/* pgstage:ignore-file drop-table -- */
DROP TABLE users;
-- expect: does not say why

-- case: a date is no reason
-- pgstage:ignore drop-table until 2027-01-31
DROP TABLE users;
-- expect: does not say why

-- case: words behind the dashes are one
-- pgstage:ignore drop-table -- nobody reads it
DROP TABLE users;

-- case: a comment that silences nothing is complained about once
-- pgstage:ignore drop-table
SELECT 1;

-- case: comments for other tools have their own ways
-- squawk-ignore ban-drop-table
DROP TABLE users;
