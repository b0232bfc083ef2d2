class OrdersByCustomer < ActiveRecord::Migration[6.1]
  disable_ddl_transaction!

  def up
    execute "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id)"
  end

  def down
    execute "DROP INDEX CONCURRENTLY orders_customer"
  end
end
