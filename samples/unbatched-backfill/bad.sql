-- Nobody knows how many orders have no currency.
UPDATE orders SET currency = 'EUR' WHERE currency IS NULL;
