-- Notes of orders stand in a table of their own.
CREATE TABLE order_notes (order_id bigint PRIMARY KEY, note text NOT NULL);
