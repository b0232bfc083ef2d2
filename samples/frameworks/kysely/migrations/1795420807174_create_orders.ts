import { sql, type Kysely } from 'kysely'

// `any` is required here since migrations should be frozen in time. alternatively, keep a "snapshot" db interface.
export async function up(db: Kysely<any>): Promise<void> {
	await sql`CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)`.execute(db)
	await sql`CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers (id))`.execute(db)
}

// `any` is required here since migrations should be frozen in time. alternatively, keep a "snapshot" db interface.
export async function down(db: Kysely<any>): Promise<void> {
	await sql`DROP TABLE orders`.execute(db)
	await sql`DROP TABLE customers`.execute(db)
}
