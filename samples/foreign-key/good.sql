-- A customer may have several addresses; a nightly query looks for those that point nowhere.
CREATE TABLE addresses (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL
);
