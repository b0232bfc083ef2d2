-- Nothing searches for customers by fax.
SET lock_timeout = '2s';

DROP INDEX customers_fax_idx;
