defmodule Shop.Repo.Migrations.CreateOrders do
  use Ecto.Migration

  def up do
    execute "CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)"
    execute "CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers (id))"
  end

  def down do
    execute "DROP TABLE orders"
    execute "DROP TABLE customers"
  end
end
