'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261123080024 extends Migration {

  async up() {
    this.addSql(`create table "customers" ("id" serial primary key, "name" text not null)`);
    this.addSql(`create table "orders" ("id" serial primary key, "customer_id" integer references "customers" ("id"))`);
  }

  async down() {
    this.addSql(`drop table "orders"`);
    this.addSql(`drop table "customers"`);
  }

}
exports.Migration20261123080024 = Migration20261123080024;
