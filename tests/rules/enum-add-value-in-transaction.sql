-- case: a label that is added in a transaction is refused by 11
-- pg: 11
BEGIN;
ALTER TYPE mood ADD VALUE 'great';
COMMIT;
-- expect: label "great" cannot be added to enum "public.mood" in a transaction before PostgreSQL 12

-- case: a file that is sent in a transaction is no better
-- pg: 11
-- sent_as: file
ALTER TYPE shop."Mood" ADD VALUE IF NOT EXISTS 'great' AFTER 'ok';
-- expect: enum "shop.Mood"

-- case: nor are several statements in one message
-- pg: 11
-- sent_as: message
SELECT 1;
ALTER TYPE mood ADD VALUE 'great';
-- expect: enum "public.mood"

-- case: 12 takes it
-- pg: 12
BEGIN;
ALTER TYPE mood ADD VALUE 'great';
COMMIT;

-- case: on its own 11 takes it
-- pg: 11
ALTER TYPE mood ADD VALUE 'great';

-- case: an enum of the same transaction takes it
-- pg: 11
BEGIN;
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE 'great';
COMMIT;

-- case: a label may be renamed in a transaction
-- pg: 11
BEGIN;
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
COMMIT;
