/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function(knex) {
  await knex.raw(`CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)`);
  await knex.raw('CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers (id))');
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function(knex) {
  await knex.raw('DROP TABLE orders');
  await knex.raw('DROP TABLE customers');
};
