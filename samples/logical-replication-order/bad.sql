-- Orders have a note. The warehouse will get the column next week.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN note text;
