-- The index has grown to ten times its size; the constraint keeps it while it is rebuilt.
REINDEX INDEX CONCURRENTLY customers_email_key;
