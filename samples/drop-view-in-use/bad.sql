-- The mailing list gets the town, and a better name.
SET lock_timeout = '2s';

DROP VIEW mailing_list;
CREATE VIEW mailing_addresses AS SELECT id, town, name FROM customers;
