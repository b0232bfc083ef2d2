-- Towns are looked up by parts of their names.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
