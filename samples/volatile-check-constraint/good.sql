-- The day of the order is kept, and compared with.
CREATE TABLE deliveries (
  id bigint PRIMARY KEY,
  ordered date NOT NULL DEFAULT CURRENT_DATE,
  due date NOT NULL,
  CONSTRAINT deliveries_due_check CHECK (due >= ordered)
);
