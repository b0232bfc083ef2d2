-- Links to an order shall not show its number.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN public_id uuid DEFAULT gen_random_uuid();
