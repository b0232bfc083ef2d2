-- Beside it is a metadata.toml that has nothing but a comment.
-- file 2026-02-01-090000_orders_note leaves_out_transaction: Diesel takes metadata.toml for a no
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
