-- A cache needs no old rows: the new code fills the new table.
CREATE UNLOGGED TABLE cached_pages_unlogged (key text PRIMARY KEY, value bytea NOT NULL);
