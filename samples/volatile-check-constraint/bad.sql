-- Nobody orders for yesterday.
CREATE TABLE deliveries (
  id bigint PRIMARY KEY,
  due date NOT NULL,
  CONSTRAINT deliveries_due_check CHECK (due >= CURRENT_DATE)
);
