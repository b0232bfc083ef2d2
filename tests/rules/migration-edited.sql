-- case: one that others have is not what it was
-- file: 0007_add_note
-- edited:
ALTER TABLE orders ADD COLUMN note text;
-- expect: migration "0007_add_note" was edited, and may have been applied as it was

-- case: it has no statement any more
-- file: 0007_add_note
-- edited:
-- expect: migration "0007_add_note" was edited

-- case: each of them
-- file: 0007_add_note
-- edited:
ALTER TABLE orders ADD COLUMN note text;
-- next file: 0008_add_gift
-- edited:
ALTER TABLE orders ADD COLUMN gift text;
-- expect: migration "0007_add_note" was edited
-- expect: migration "0008_add_gift" was edited

-- case: a new one has nobody yet
-- file: 0009_add_note
ALTER TABLE orders ADD COLUMN note text;

-- case: one that is gone is another matter
-- file: 0007_add_note
-- removed:

-- case: so is one that comes too late
-- file: 0007_add_note
-- overtaken by: 0008_add_gift.sql
ALTER TABLE orders ADD COLUMN note text;

-- case: one that was only given another name is another matter
-- file: 0009_add_note
-- renamed from: 0007_add_note
ALTER TABLE orders ADD COLUMN note text;
