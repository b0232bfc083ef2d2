-- pgstage:ignore create-index-blocking -- the table is small
CREATE INDEX CONCURRENTLY countries_code_idx ON countries (code);
