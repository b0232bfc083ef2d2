CREATE DOMAIN country AS text CHECK (VALUE ~ '^[A-Z]{2}$');
