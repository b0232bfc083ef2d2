'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261123080112 extends Migration {

  async up() {
    this.addSql(`alter table "orders" add column "state" text not null default 'new'`);
    this.addSql(`create index "orders_state" on "orders" ("state")`);
  }

  async down() {
    this.addSql(`alter table "orders" drop column "state"`);
  }

}
exports.Migration20261123080112 = Migration20261123080112;
