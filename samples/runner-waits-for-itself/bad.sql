-- Both are pending; the second says isTransactional() { return false }.
-- file Migration20260301120000.ts
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
-- file Migration20260301130000.ts runs_beside: MikroORM
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);
