-- Prices are in cents from now on.
UPDATE products SET price_in_cents = price * 100;
