CREATE TABLE accounts (id bigserial PRIMARY KEY, name text NOT NULL, legacy_code text NOT NULL);
CREATE INDEX accounts_legacy_code_idx ON accounts (legacy_code);
