'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up (queryInterface, Sequelize) {
    await queryInterface.sequelize.query('CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)');
    await queryInterface.sequelize.query(`
      CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers (id))
    `);
  },

  async down (queryInterface, Sequelize) {
    await queryInterface.sequelize.query('DROP TABLE orders');
    await queryInterface.sequelize.query('DROP TABLE customers');
  }
};
