-- case: a text of many bytes is told once
-- parameter: bytes=40
SELECT 'one of the statements';
SELECT 'another one of them';
-- expect: this migration has 63 bytes, more than 40

-- case: so are many statements, at the first that is too many
-- parameter: statements=2
SELECT 1;
SELECT 2;
SELECT 3;
SELECT 4;
-- expect: this migration has more than 2 statements

-- case: of both only one is told
-- parameter: bytes=20
-- parameter: statements=1
SELECT 'one of the statements';
SELECT 'another one of them';
-- expect: bytes, more than 20

-- case: each file counts for itself
-- parameter: statements=1
SELECT 1;
SELECT 2;
-- next file:
SELECT 1;
SELECT 2;
-- expect: more than 1 statements
-- expect: more than 1 statements

-- case: at the limit it is fine
-- parameter: statements=2
-- parameter: bytes=30
SELECT 1;
SELECT 2;

-- case: statements of a body are not counted
-- parameter: statements=1
DO $$ BEGIN PERFORM 1; PERFORM 2; END $$;

-- case: a file of usual size is fine
ALTER TABLE orders ADD COLUMN note text;
