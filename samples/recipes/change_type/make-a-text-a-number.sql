ALTER TABLE orders ALTER COLUMN code TYPE integer
  USING CASE WHEN orders.code ~ '^[0-9]{1,6}$' THEN code::integer ELSE length(kind) END;
