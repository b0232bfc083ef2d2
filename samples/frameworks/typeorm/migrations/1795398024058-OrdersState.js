const { MigrationInterface, QueryRunner } = require("typeorm");

module.exports = class OrdersState1795398024058 {

    async up(queryRunner) {
        await queryRunner.query(`ALTER TABLE "orders" ADD "state" text NOT NULL DEFAULT 'new'`);
        await queryRunner.query(`CREATE INDEX "orders_state" ON "orders" ("state")`);
    }

    async down(queryRunner) {
        await queryRunner.query(`ALTER TABLE "orders" DROP COLUMN "state"`);
    }

}
