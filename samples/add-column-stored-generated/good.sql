-- The index holds the words; the table stays as it is.
SET lock_timeout = '2s';

CREATE INDEX CONCURRENTLY articles_words_idx ON articles
  USING gin (to_tsvector('english', title || ' ' || body));
