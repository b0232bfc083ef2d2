INSERT INTO "Order Items" ("Id", "Order", "Kind")
SELECT -row_number() OVER (ORDER BY id), id, 'old' FROM orders WHERE state <> 'new';
