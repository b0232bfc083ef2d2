-- +goose Up
-- +goose StatementBegin
CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL);
-- +goose StatementEnd
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers (id));

-- +goose Down
DROP TABLE orders;
DROP TABLE customers;
