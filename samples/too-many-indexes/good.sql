-- One more report; the one by i is not printed any more.
DROP INDEX CONCURRENTLY customers_i_idx;
CREATE INDEX CONCURRENTLY customers_j_idx ON customers (j);
