CREATE TABLE visits (id bigint NOT NULL, site int NOT NULL, token text) PARTITION BY HASH (site);
CREATE TABLE visits_0 PARTITION OF visits FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX visits_token_idx ON visits (token);
COMMENT ON INDEX visits_token_idx IS 'for the login page';
