-- Two instances of a service run Drizzle's migrate() as they start.
-- file 0003_note lets_others_run: Drizzle
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
