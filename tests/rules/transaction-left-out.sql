-- case: a file that says nothing takes the transaction away
-- file: 2026-01-01-000000_note
-- runner: leaves_out_transaction: Diesel takes metadata.toml so
ALTER TABLE orders ADD COLUMN note text;
-- expect: nobody says that migration "2026-01-01-000000_note" is to run outside a transaction, and it does; Diesel takes metadata.toml so

-- case: it is said once for all of its statements
-- file: 2026-01-01-000000_note
-- runner: leaves_out_transaction: Diesel takes metadata.toml so
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN gift text;
-- expect: nobody says that migration "2026-01-01-000000_note"

-- case: each migration
-- file: 2026-01-01-000000_note
-- runner: leaves_out_transaction: Diesel takes metadata.toml so
ALTER TABLE orders ADD COLUMN note text;
-- next file: 2026-01-02-000000_gift
-- runner: leaves_out_transaction: Diesel takes metadata.toml so
ALTER TABLE orders ADD COLUMN gift text;
-- expect: nobody says that migration "2026-01-01-000000_note"
-- expect: nobody says that migration "2026-01-02-000000_gift"

-- case: where it is said it is meant
-- file: 2026-01-01-000000_note
ALTER TABLE orders ADD COLUMN note text;

-- case: what does nothing needs no transaction
-- file: 2026-01-01-000000_note
-- runner: leaves_out_transaction: Diesel takes metadata.toml so

-- case: a runner that never has one is another matter
-- file: 0003_note
-- runner: commits_each: Sequelize
ALTER TABLE orders ADD COLUMN note text;
