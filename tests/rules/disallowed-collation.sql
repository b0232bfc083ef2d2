-- case: a collation of a new column is found
CREATE TABLE users (id bigint, name text COLLATE "de_AT.utf8");
-- expect: column "name" has collation "de_AT.utf8"

-- case: so is one of a column that is added or changed
ALTER TABLE users ADD COLUMN name text COLLATE "en_US", ALTER COLUMN town TYPE text COLLATE "de_AT";
-- expect: column "name" has collation "en_US"
-- expect: column "town" has collation "de_AT"

-- case: which ones are agreed on is for the team to say
-- parameter: allowed=de-x-icu
ALTER TABLE users ADD COLUMN code text COLLATE "C";
-- expect: collation "C"

-- case: the byte order is the same everywhere
CREATE TABLE users (id bigint, code text COLLATE "C", name text COLLATE pg_catalog."default");

-- case: a list may name several
-- parameter: allowed=C de-x-icu
CREATE TABLE users (id bigint, name text COLLATE "de-x-icu");

-- case: most columns name none
CREATE TABLE users (id bigint, name text);
