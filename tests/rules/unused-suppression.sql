-- case: a comment before a harmless statement is found
-- pgstage:ignore drop-table
CREATE TABLE users (id bigint);
-- expect: this ignore of "drop-table" silences nothing

-- case: one of two names may be left over
-- pgstage:ignore drop-table, drop-column -- nobody uses it
DROP TABLE users;
-- expect: this ignore of "drop-column" silences nothing

-- case: a comment behind the last statement is found
DROP TABLE users;
-- pgstage:ignore drop-table
-- expect: silences nothing

-- case: one for a whole file is found
-- pgstage:ignore-file create-index-blocking -- small tables
CREATE TABLE "Users" (id bigint);
CREATE INDEX ON "Users" (id);
-- expect: "create-index-blocking"

-- case: what a deploy made itself needs no silence
CREATE TABLE users (id bigint);
-- pgstage:ignore drop-column
ALTER TABLE users DROP COLUMN id;
-- expect: "drop-column"

-- case: a comment that is needed is fine
-- pgstage:ignore drop-table -- nobody uses it
DROP TABLE users;

-- case: another name for the rule is fine
-- pgstage:ignore ban-drop-table
DROP TABLE users;

-- case: a comment inside the statement is fine
ALTER TABLE users
  -- pgstage:ignore drop-column -- not read since May
  DROP COLUMN name;

-- case: one for a whole file is fine anywhere in it
DROP TABLE a;
DROP TABLE b;
-- pgstage:ignore-file drop-table -- a clean-up

-- case: comments for other tools are not judged
-- squawk-ignore ban-drop-table
-- atlas:nolint
CREATE TABLE users (id bigint);
