-- case: two migrations have the same number
-- file: 0007_add_note
ALTER TABLE orders ADD COLUMN note text;
-- next file: 0007_add_gift
ALTER TABLE orders ADD COLUMN gift boolean;
-- expect: migration "0007_add_gift" has the version of "0007_add_note.sql"

-- case: two deploys have the same version
-- file: V1_2__add_note
ALTER TABLE orders ADD COLUMN note text;
-- next deploy:
-- file: V1_2__add_gift
ALTER TABLE orders ADD COLUMN gift boolean;
-- expect: migration "V1_2__add_gift" has the version of "V1_2__add_note.sql"

-- case: a time stamp is a version
-- file: 20260131120000_add_note
ALTER TABLE orders ADD COLUMN note text;
-- next file: 20260131120001_add_other
ALTER TABLE orders ADD COLUMN other text;
-- next file: 20260131120000_add_gift
ALTER TABLE orders ADD COLUMN gift boolean;
-- expect: migration "20260131120000_add_gift"

-- case: each has its own number
-- file: 0007_add_note
ALTER TABLE orders ADD COLUMN note text;
-- next file: 0008_add_gift
ALTER TABLE orders ADD COLUMN gift boolean;

-- case: a time stamp in pieces is one version
-- file: 2026_01_31_120000_add_note
ALTER TABLE orders ADD COLUMN note text;
-- next file: 2026_01_31_130000_add_gift
ALTER TABLE orders ADD COLUMN gift boolean;

-- case: a word that begins with a digit is none
-- file: 0007_2fa
ALTER TABLE orders ADD COLUMN note text;
-- next file: 0008_2fa
ALTER TABLE orders ADD COLUMN gift boolean;

-- case: what has no version has no order to confuse
-- file: R__views
CREATE VIEW recent AS SELECT 1;
-- next file: R__functions
CREATE VIEW old AS SELECT 1;

-- case: Prisma's folders may begin alike
-- file: 20260131120000_add_note/migration
ALTER TABLE orders ADD COLUMN note text;
-- next file: 20260131120000_add_gift/migration
-- runner: goes_by_name: Prisma
ALTER TABLE orders ADD COLUMN gift boolean;
