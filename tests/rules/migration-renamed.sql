-- case: one that others have is called otherwise
-- file: 0009_add_note
-- renamed from: 0007_add_note
ALTER TABLE orders ADD COLUMN note text;
-- expect: migration "0009_add_note" is "0007_add_note" where others have it, and may have been applied under that name

-- case: it has no statement
-- file: 0009_add_note
-- renamed from: 0007_add_note
-- expect: migration "0009_add_note" is "0007_add_note"

-- case: each of them, and one was edited besides
-- file: 0009_add_note
-- renamed from: 0007_add_note
ALTER TABLE orders ADD COLUMN note text;
-- next file: 0010_add_gift
-- renamed from: 0008_add_gift
-- edited:
ALTER TABLE orders ADD COLUMN gift text;
-- expect: migration "0009_add_note" is "0007_add_note"
-- expect: migration "0010_add_gift" is "0008_add_gift"

-- case: a new one had no name before
-- file: 0009_add_note
ALTER TABLE orders ADD COLUMN note text;

-- case: one that was edited and kept its name is another matter
-- file: 0007_add_note
-- edited:
ALTER TABLE orders ADD COLUMN note text;

-- case: one that is gone is another matter
-- file: 0007_add_note
-- removed:
