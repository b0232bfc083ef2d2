-- case: two runs find the same migration pending
-- runner: lets_others_run: Drizzle
ALTER TABLE orders ADD COLUMN note text;
-- expect: Drizzle keeps no other run of its own away, so two that start together both run this

-- case: so it is with rows
-- runner: lets_others_run: dbmate
UPDATE orders SET total = total + 1 WHERE id = 1;
-- expect: dbmate keeps no other run of its own away

-- case: it is said once
-- runner: lets_others_run: TypeORM
ALTER TABLE orders ADD COLUMN note text;
-- next file: 2
-- runner: lets_others_run: TypeORM
ALTER TABLE orders ADD COLUMN gift text;
-- expect: TypeORM keeps no other run of its own away

-- case: who takes a lock keeps them away
ALTER TABLE orders ADD COLUMN note text;

-- case: what does nothing may be run twice
-- runner: lets_others_run: Drizzle

-- case: how it waits for others is another matter
-- runner: waits_in_statement: Prisma
ALTER TABLE orders ADD COLUMN note text;
