class OrdersState < ActiveRecord::Migration[6.1]
  def up
    execute "ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new'"
    add_index :orders, :state
  end

  def down
    execute "ALTER TABLE orders DROP COLUMN state"
  end
end
