--! Previous: sha1:2b40ef06b9518eb1d773f273d34605d500529155
--! Hash: sha1:b684c4b2cc5b77226105e2ab2823733aafc26469
--! Message: orders by customer

--! no-transaction
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
