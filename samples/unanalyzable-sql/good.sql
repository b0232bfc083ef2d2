-- The tenants are few, and a constant can be read.
SET lock_timeout = '2s';
DO $$
BEGIN
  EXECUTE 'ALTER TABLE first_tenant.orders ADD COLUMN note text';
END
$$;
