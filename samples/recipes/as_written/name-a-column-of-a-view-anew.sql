ALTER TABLE open_orders RENAME COLUMN state TO status;
ALTER VIEW done_orders RENAME COLUMN id TO "Order";
