CREATE TABLE orders (id serial PRIMARY KEY, quantity integer DEFAULT 1 CHECK (quantity > 0));
CREATE INDEX orders_large ON orders (quantity, id) WHERE quantity > 10;
CREATE TABLE items (order_id integer NOT NULL REFERENCES orders ON DELETE CASCADE, place integer,
                    PRIMARY KEY (order_id, place));
CREATE TABLE returns (order_id integer, item integer,
                      FOREIGN KEY (order_id, item) REFERENCES items,
                      CONSTRAINT returns_of FOREIGN KEY (order_id) REFERENCES orders);
