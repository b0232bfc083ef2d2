-- New orders get an id; the old ones are given theirs in batches, later.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN public_id uuid, ALTER COLUMN public_id SET DEFAULT gen_random_uuid();
