UPDATE orders SET state = 'paid', note = upper(note) WHERE id = 7;
DELETE FROM "Order Items" WHERE "Id" IN (1, 2);
