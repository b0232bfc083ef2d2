-- Each is done or not done.
-- file 20260301120000_orders_note commits_each: Prisma
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
-- file 20260301120100_customers_note commits_each: Prisma
SET lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN note text;
