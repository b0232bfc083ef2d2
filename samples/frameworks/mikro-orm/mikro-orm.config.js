const { Migrator } = require('@mikro-orm/migrations');
const { defineConfig } = require('@mikro-orm/postgresql');

module.exports = defineConfig({
  clientUrl: process.env.DATABASE_URL,
  discovery: { warnWhenNoEntities: false },
  extensions: [Migrator],
  migrations: { path: 'migrations', emit: 'js', snapshot: false },
});
