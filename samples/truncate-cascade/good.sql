-- Makes room for the next import, and fails if anything refers to what it empties.
SET lock_timeout = '2s';

TRUNCATE customers_staging_errors;
