-- Does somebody want the newsletter?
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN newsletter boolean;
