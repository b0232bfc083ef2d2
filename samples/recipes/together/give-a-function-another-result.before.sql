CREATE FUNCTION full_price(price numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT price * 1.2';
COMMENT ON FUNCTION full_price(numeric) IS 'with tax';
CREATE FUNCTION half_price(price numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT price / 2';
