ALTER TABLE prices ADD COLUMN cents numeric(10);
UPDATE prices SET cents = price * 100;
ALTER TABLE prices DROP COLUMN price;
