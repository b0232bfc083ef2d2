-- In a migration of Prisma, which sends its statements one by one.
-- file 20260301120000_notes commits_each: Prisma
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE customers ADD COLUMN note text;
