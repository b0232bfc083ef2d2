import { sql, type Kysely } from 'kysely'

// `any` is required here since migrations should be frozen in time. alternatively, keep a "snapshot" db interface.
export async function up(db: Kysely<any>): Promise<void> {
	await sql`ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new'`.execute(db)
	await db.schema.createIndex('orders_state').on('orders').column('state').execute()
}

// `any` is required here since migrations should be frozen in time. alternatively, keep a "snapshot" db interface.
export async function down(db: Kysely<any>): Promise<void> {
	await sql`ALTER TABLE orders DROP COLUMN state`.execute(db)
}
