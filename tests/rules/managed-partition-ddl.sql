-- case: a chunk belongs to its extension
ALTER TABLE _timescaledb_internal._hyper_1_2_chunk ADD CONSTRAINT c CHECK (id > 0) NOT VALID;
-- expect: table "_timescaledb_internal._hyper_1_2_chunk" belongs to an extension

-- case: so does a table of its settings
-- schema:
CREATE TABLE partman.part_config (parent_table text);
-- run:
DROP TABLE IF EXISTS partman.part_config;
-- expect: table "partman.part_config"

-- case: other schemas may be managed as well
-- parameter: schemas=parts archive
CREATE INDEX CONCURRENTLY ON archive."Events 2020" (at);
-- expect: table "archive.Events 2020"

-- case: a table of the application is its own
ALTER TABLE events ADD COLUMN note text;

-- case: rows may be changed
DELETE FROM partman.part_config WHERE parent_table = 'public.events';

-- case: a schema that is not in the list is not managed
-- parameter: schemas=parts
ALTER TABLE archive.events ADD COLUMN note text;

-- case: nor is one whose name begins like it
ALTER TABLE partman_reports.events ADD COLUMN note text;
