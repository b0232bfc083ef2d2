-- Nothing searches for customers by fax, as far as anybody remembers.
DROP INDEX CONCURRENTLY customers_fax_idx;
