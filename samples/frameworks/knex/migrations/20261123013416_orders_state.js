/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function(knex) {
  await knex.raw("ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new'");
  await knex.schema.alterTable('orders', (table) => table.index(['state'], 'orders_state'));
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function(knex) {
  await knex.raw('ALTER TABLE orders DROP COLUMN state');
};
