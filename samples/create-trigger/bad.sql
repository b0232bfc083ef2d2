-- Every change of an order is written down.
SET lock_timeout = '2s';

CREATE TRIGGER orders_history AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION write_history();
