-- case: its runner refuses it
-- file: V7__note
-- runner: does_not_run: Flyway refuses to mix statements
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);
-- expect: migration "V7__note" is not run; Flyway refuses to mix statements

-- case: its runner passes it over
-- file: 0003_note
-- runner: does_not_run: Drizzle passes it over
ALTER TABLE orders ADD COLUMN note text;
-- expect: migration "0003_note" is not run; Drizzle passes it over

-- case: it has no statement that is read
-- file: 1700000000000-note
-- runner: does_not_run: TypeORM stops at it
-- expect: migration "1700000000000-note" is not run; TypeORM stops at it

-- case: each of them
-- file: 0003_note
-- runner: does_not_run: Drizzle passes it over
ALTER TABLE orders ADD COLUMN note text;
-- next file: 0004_gift
-- runner: does_not_run: Drizzle passes it over
ALTER TABLE orders ADD COLUMN gift text;
-- expect: migration "0003_note" is not run
-- expect: migration "0004_gift" is not run

-- case: what is run is not said to be passed over
-- file: 0003_note
ALTER TABLE orders ADD COLUMN note text;

-- case: what else is known of its runner is another matter
-- file: 0003_note
-- runner: if_overtaken: Flyway refuses it
ALTER TABLE orders ADD COLUMN note text;

-- case: one that was overtaken may be run
-- file: 0003_note
-- overtaken by: 0004_gift.sql
ALTER TABLE orders ADD COLUMN note text;
