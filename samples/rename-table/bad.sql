-- What we sell is called products everywhere else.
SET lock_timeout = '2s';

ALTER TABLE articles RENAME TO products;
