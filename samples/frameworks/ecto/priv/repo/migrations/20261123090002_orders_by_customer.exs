defmodule Shop.Repo.Migrations.OrdersByCustomer do
  use Ecto.Migration

  @disable_ddl_transaction true
  @disable_migration_lock true

  def change do
    execute "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id)",
            "DROP INDEX CONCURRENTLY orders_customer"
  end
end
