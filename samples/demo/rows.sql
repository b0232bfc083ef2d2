INSERT INTO customers (name) SELECT 'customer ' || g FROM generate_series(1, 1000) g;
INSERT INTO orders (customer_id, state, quantity, note)
  SELECT 1 + g % 1000, (ARRAY['new', 'paid', 'sent'])[1 + g % 3], 1 + g % 9,
         CASE WHEN g % 4 = 0 THEN NULL ELSE 'note ' || g END
    FROM generate_series(1, 200000) g;
ANALYZE;
