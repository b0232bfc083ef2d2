-- The name was misspelt.
SET lock_timeout = '2s';

ALTER TABLE customers RENAME CONSTRAINT custmers_email_key TO customers_email_key;
