-- The mailing list needs the town.
SET lock_timeout = '2s';

CREATE OR REPLACE VIEW mailing_list AS SELECT id, name, town FROM customers;
