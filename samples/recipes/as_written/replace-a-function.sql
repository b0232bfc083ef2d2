CREATE OR REPLACE FUNCTION full_price(price numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT price * 1.19';
CREATE OR REPLACE FUNCTION half_price(price numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT price / 2';
CREATE FUNCTION "Price"(price numeric, OUT of_it text) LANGUAGE sql AS 'SELECT price::text';
