-- The names are those of the application, with an underscore before each capital letter.
CREATE TABLE order_items (
  id bigint PRIMARY KEY,
  unit_price integer NOT NULL
);
