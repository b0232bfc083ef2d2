'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up (queryInterface, Sequelize) {
    await queryInterface.sequelize.query("ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new'");
    await queryInterface.addIndex('orders', ['state'], { name: 'orders_state' });
  },

  async down (queryInterface, Sequelize) {
    await queryInterface.sequelize.query('ALTER TABLE orders DROP COLUMN state');
  }
};
