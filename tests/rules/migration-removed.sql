-- case: one that others have is gone
-- file: 0007_add_note
-- removed:
-- expect: migration "0007_add_note" is gone, and may have been applied

-- case: its version may not be used again
-- file: 0007_add_note
-- removed:
-- next file: 0008_add_gift
ALTER TABLE orders ADD COLUMN gift text;
-- expect: migration "0007_add_note" is gone

-- case: two are gone
-- file: 0007_add_note
-- removed:
-- next file: 0008_add_gift
-- removed:
-- expect: migration "0007_add_note" is gone
-- expect: migration "0008_add_gift" is gone

-- case: an empty one is there
-- file: 0007_add_note

-- case: so is one that was edited
-- file: 0007_add_note
-- edited:
ALTER TABLE orders ADD COLUMN note text;

-- case: what a migration drops is not a migration
DROP TABLE orders;
