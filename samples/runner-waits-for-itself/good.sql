-- The column was deployed before.
-- file Migration20260301130000.ts runs_beside: MikroORM
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);
