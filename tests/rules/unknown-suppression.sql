-- case: a name that no rule has is found
-- pgstage:ignore no-such-rule -- it is fine
DROP TABLE users;
-- expect: there is no rule "no-such-rule"

-- case: a misspelt name is found
-- pgstage:ignore drop-tabel
DROP TABLE users;
-- expect: there is no rule "drop-tabel"

-- case: it is found among others that are right
-- pgstage:ignore drop-table, dorp-column -- both are unused
DROP TABLE users;
-- expect: there is no rule "dorp-column"

-- case: it is found for a whole file
CREATE TABLE users (id bigint);
/* pgstage:ignore-file no-such-rule -- generated */
-- expect: there is no rule "no-such-rule"

-- case: a rule that exists is fine
-- pgstage:ignore drop-table -- nobody uses it
DROP TABLE users;

-- case: another tool's name for a rule is fine
-- pgstage:ignore ban-drop-table -- nobody uses it
DROP TABLE users;

-- case: comments for other tools may name rules that only those have
-- squawk-ignore prefer-text-field
-- atlas:nolint XX101
CREATE TABLE users (id bigint, name varchar(10));

-- case: a comment that only looks alike is none
-- pgstage:ignored no-such-rule
-- see pgstage:ignore no-such-rule
DROP TABLE users;

-- case: a string is no comment
INSERT INTO notes VALUES ('-- pgstage:ignore no-such-rule');
