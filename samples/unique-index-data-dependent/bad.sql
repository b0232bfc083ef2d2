-- Two customers with one address cannot both log in.
CREATE UNIQUE INDEX CONCURRENTLY customers_email_idx ON customers (email);
