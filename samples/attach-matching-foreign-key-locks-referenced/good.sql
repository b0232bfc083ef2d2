-- Next year's visits; the empty table gets the foreign key when it is attached.
SET lock_timeout = '2s';

CREATE TABLE visits_2027 (customer_id bigint, at date NOT NULL);
ALTER TABLE visits ATTACH PARTITION visits_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
