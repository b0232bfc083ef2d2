-- The index has grown to ten times its size.
SET lock_timeout = '2s';

REINDEX INDEX orders_customer_id_idx;
