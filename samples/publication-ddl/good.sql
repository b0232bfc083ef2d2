-- The warehouse follows what is written here, from its first row on.
CREATE TABLE order_events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL);
CREATE PUBLICATION sales FOR TABLE order_events;
