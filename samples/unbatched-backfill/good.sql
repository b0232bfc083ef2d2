-- One batch by key; the job runs it for one range after the other, and may run it again.
UPDATE orders SET currency = 'EUR' WHERE id >= 1 AND id < 10001 AND currency IS NULL;
