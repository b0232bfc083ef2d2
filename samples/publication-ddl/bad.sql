-- The warehouse follows the orders.
CREATE PUBLICATION sales FOR TABLE orders;
