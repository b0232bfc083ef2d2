-- PostgreSQL 18 and later
-- Prices are not negative, as a rule.
SET lock_timeout = '2s';

ALTER TABLE articles ADD CONSTRAINT articles_price_check CHECK (price >= 0) NOT ENFORCED;
