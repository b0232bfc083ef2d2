-- The index follows the naming of the others.
SET lock_timeout = '2s';

ALTER TABLE orders_customer_idx RENAME TO orders_customer_id_idx;
