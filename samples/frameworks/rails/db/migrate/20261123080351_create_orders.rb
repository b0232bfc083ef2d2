class CreateOrders < ActiveRecord::Migration[6.1]
  def up
    execute "CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)"
    execute <<~SQL
      CREATE TABLE orders (
        id serial PRIMARY KEY,
        customer_id integer REFERENCES customers (id)
      )
    SQL
  end

  def down
    execute "DROP TABLE orders"
    execute "DROP TABLE customers"
  end
end
