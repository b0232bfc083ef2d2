DROP VIEW open_orders;
DROP TRIGGER touched ON orders;
DROP FUNCTION touch();
DROP SEQUENCE numbers;
TRUNCATE orders;
