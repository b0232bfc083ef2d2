-- The check may change; the type stays.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN nickname text;
ALTER TABLE customers ADD CONSTRAINT customers_nickname_length CHECK (char_length(nickname) <= 20) NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT customers_nickname_length;
