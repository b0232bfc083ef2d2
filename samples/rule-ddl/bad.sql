-- Orders are never deleted, only marked.
SET lock_timeout = '2s';

CREATE RULE keep_orders AS ON DELETE TO orders
DO INSTEAD UPDATE orders SET deleted = true WHERE id = old.id;
