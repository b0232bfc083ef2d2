ALTER TABLE orders ALTER COLUMN state TYPE varchar(10) USING left(state, 10);
