-- The search looks at titles and texts at once.
SET lock_timeout = '2s';

ALTER TABLE articles ADD COLUMN words tsvector
  GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED;
