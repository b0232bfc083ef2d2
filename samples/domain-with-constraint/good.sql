-- The table says so.
CREATE TABLE addresses (
  id bigint PRIMARY KEY,
  country text NOT NULL CONSTRAINT addresses_country_check CHECK (country ~ '^[A-Z]{2}$')
);
