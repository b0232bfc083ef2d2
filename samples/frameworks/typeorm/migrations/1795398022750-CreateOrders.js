const { MigrationInterface, QueryRunner } = require("typeorm");

module.exports = class CreateOrders1795398022750 {

    async up(queryRunner) {
        await queryRunner.query(`CREATE TABLE "customers" ("id" serial PRIMARY KEY, "name" text NOT NULL)`);
        await queryRunner.query(`CREATE TABLE "orders" ("id" serial PRIMARY KEY, "customer_id" integer REFERENCES "customers" ("id"))`);
    }

    async down(queryRunner) {
        await queryRunner.query(`DROP TABLE "orders"`);
        await queryRunner.query(`DROP TABLE "customers"`);
    }

}
