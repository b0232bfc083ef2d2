-- Orders are never deleted, only marked.
SET lock_timeout = '2s';

CREATE TRIGGER keep_orders BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION mark_deleted();
