-- The name and the address of the shop.
UPDATE settings SET value = 'Corner Shop', remark = 'Main Street 1' WHERE name = 'shop';
