-- case: a later one is there already
-- file: 0007_add_note
-- overtaken by: 0008_add_gift.sql
ALTER TABLE orders ADD COLUMN note text;
-- expect: migration "0007_add_note" is new and stands before "0008_add_gift.sql", which others have

-- case: one of two was overtaken
-- file: 0007_add_note
-- overtaken by: 0008_add_gift.sql
ALTER TABLE orders ADD COLUMN note text;
-- next file: 0009_add_other
ALTER TABLE orders ADD COLUMN other text;
-- expect: migration "0007_add_note" is new

-- case: what the runner does with it is said
-- file: 0007_add_note
-- overtaken by: 0008_add_gift.sql
-- runner: if_overtaken: Flyway refuses it, unless it is told outOfOrder
ALTER TABLE orders ADD COLUMN note text;
-- expect: which others have; Flyway refuses it, unless it is told outOfOrder

-- case: an empty one as well
-- file: 20260101120000_later
-- overtaken by: 20260102120000_add_gift.sql
-- expect: migration "20260101120000_later" is new

-- case: the last one is in its place
-- file: 0009_add_note
ALTER TABLE orders ADD COLUMN note text;

-- case: what was edited was there before
-- file: 0007_add_note
-- edited:
ALTER TABLE orders ADD COLUMN note text;

-- case: those of one deploy are in their order
-- file: 0007_add_note
ALTER TABLE orders ADD COLUMN note text;
-- next file: 0008_add_gift
ALTER TABLE orders ADD COLUMN gift text;
