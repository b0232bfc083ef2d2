-- Queries that use the index run to their end; new ones do without.
DROP INDEX CONCURRENTLY IF EXISTS customers_fax_idx;
