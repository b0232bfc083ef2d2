-- Old carts are not needed any more.
DELETE FROM carts;
