-- The mailing list gets the town, and a better name; the old one goes when nobody reads it any
-- more.
CREATE VIEW mailing_addresses AS SELECT id, town, name FROM customers;
