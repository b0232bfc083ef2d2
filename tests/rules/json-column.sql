-- case: a new json column is found
ALTER TABLE users ADD COLUMN settings json;
-- expect: column "settings" of table "public.users" is json, which has no equality

-- case: so is one inside CREATE TABLE
CREATE TABLE shop."Events" (id bigint, "Data" json NOT NULL, more json[]);
-- expect: column "Data" of table "shop.Events"
-- expect: column "more"

-- case: so is one that becomes json
ALTER TABLE IF EXISTS users ADD COLUMN note text, ALTER settings TYPE json USING settings::json;
-- expect: column "settings"

-- case: jsonb is meant
ALTER TABLE users ADD COLUMN settings jsonb;

-- case: a type of that name in another schema is another type
CREATE TABLE events (id bigint, data shop.json);

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (data json);

-- case: a table that is there already is not made again
-- schema:
CREATE TABLE events (id bigint, data jsonb);
-- run:
CREATE TABLE IF NOT EXISTS events (id bigint, data json);
