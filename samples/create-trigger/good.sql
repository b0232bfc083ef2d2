-- The code writes changes down itself, where it makes them.
CREATE TABLE order_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id bigint NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
