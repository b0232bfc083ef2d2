DROP FUNCTION full_price(numeric);
CREATE FUNCTION full_price(price numeric) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT (price * 1.2)::text';
DROP FUNCTION half_price;
CREATE FUNCTION half_price(whole numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT whole / 2';
