-- One batch by key; the job runs it for one range after the other, and may run it again.
UPDATE products SET price_in_cents = price * 100
WHERE id >= 1 AND id < 10001 AND price_in_cents IS NULL;
