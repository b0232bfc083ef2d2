SET lock_timeout = '2s';

-- pgstage:ignore create-index-blocking -- the table has twelve rows
CREATE INDEX countries_code_idx ON countries (code);
