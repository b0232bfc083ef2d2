-- No release uses ratings any more; nothing ties the table to others when the next deploy drops it.
SET lock_timeout = '2s';

ALTER TABLE ratings DROP CONSTRAINT ratings_customer_id_fkey;
ALTER TABLE ratings DROP CONSTRAINT ratings_product_id_fkey;
