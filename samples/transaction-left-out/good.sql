-- metadata.toml says run_in_transaction = true.
-- file 2026-02-01-090000_orders_note
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
