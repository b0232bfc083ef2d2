CREATE TABLE stock (shop int, item text, n int, PRIMARY KEY (shop, item));
