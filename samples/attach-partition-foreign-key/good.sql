-- Last year's visits move under their new parent, whose foreign key they have by then.
SET lock_timeout = '2s';

ALTER TABLE visits_2025
  ADD CONSTRAINT visits_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
ALTER TABLE visits_2025 VALIDATE CONSTRAINT visits_customer_id_fkey;
ALTER TABLE visits ATTACH PARTITION visits_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
