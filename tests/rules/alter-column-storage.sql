-- case: another storage is found
ALTER TABLE articles ALTER COLUMN body SET STORAGE EXTERNAL;
-- expect: another storage for column "body" of table "public.articles" leaves the values that are there as they are

-- case: so is another compression
ALTER TABLE IF EXISTS shop."Articles" ALTER "Body" SET COMPRESSION lz4;
-- expect: another compression for column "Body" of table "shop.Articles"

-- case: it is found among other actions
ALTER TABLE articles ADD COLUMN note text, ALTER body SET STORAGE MAIN;
-- expect: column "body"

-- case: a column of the same deploy has no values
ALTER TABLE articles ADD COLUMN body text;
ALTER TABLE articles ALTER body SET STORAGE EXTERNAL;

-- case: a table of the same deploy has no values
CREATE TABLE articles (body text);
ALTER TABLE articles ALTER body SET COMPRESSION lz4;

-- case: statistics are no storage
ALTER TABLE articles ALTER body SET STATISTICS 100;
