-- One more report.
CREATE INDEX CONCURRENTLY customers_j_idx ON customers (j);
