-- The name and the address of the shop.
UPDATE settings SET value = 'Corner Shop', value = 'Main Street 1' WHERE name = 'shop';
