-- The index has grown to ten times its size.
DROP INDEX CONCURRENTLY customers_email_key;
