-- The mailing list needs the town before the name.
BEGIN;
SET LOCAL lock_timeout = '2s';
DROP VIEW mailing_list;
CREATE VIEW mailing_list AS SELECT id, town, name FROM customers;
COMMIT;
