-- One long report on customers is enough to stop the shop.
ALTER TABLE customers ADD COLUMN nickname text;
