-- PostgreSQL 18 and later
-- New prices are not negative; the old ones are looked at while the shop goes on.
SET lock_timeout = '2s';

ALTER TABLE articles ADD CONSTRAINT articles_price_check CHECK (price >= 0) NOT VALID;
ALTER TABLE articles VALIDATE CONSTRAINT articles_price_check;
