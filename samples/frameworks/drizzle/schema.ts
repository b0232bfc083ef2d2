import { pgTable, serial, text, integer, index } from 'drizzle-orm/pg-core';
export const customers = pgTable('customers', { id: serial('id').primaryKey(), name: text('name').notNull() });
export const orders = pgTable('orders', {
  id: serial('id').primaryKey(),
  customerId: integer('customer_id').references(() => customers.id).notNull(),
  state: text('state').notNull().default('new'),
}, (t) => [index('orders_state').on(t.state)]);
