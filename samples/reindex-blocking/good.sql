-- The index has grown to ten times its size; orders come in while it is rebuilt.
REINDEX INDEX CONCURRENTLY orders_customer_id_idx;
