-- case: a new label is there to stay
ALTER TYPE mood ADD VALUE 'great';
-- expect: label "great" of enum "public.mood" cannot be taken away again

-- case: wherever it stands
ALTER TYPE shop."Mood" ADD VALUE IF NOT EXISTS 'great' AFTER 'ok';
-- expect: enum "shop.Mood"

-- case: an enum of an earlier deploy is in use
CREATE TYPE mood AS ENUM ('ok');
-- next deploy:
ALTER TYPE mood ADD VALUE 'great';
-- expect: enum "public.mood"

-- case: an enum of the same deploy can still be made another way
CREATE TYPE mood AS ENUM ('ok');
ALTER TYPE mood ADD VALUE 'great';

-- case: a renamed label can be renamed back
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';

-- case: the labels an enum is made with go with it
CREATE TYPE mood AS ENUM ('sad', 'ok');
