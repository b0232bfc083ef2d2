-- Next year's visits.
CREATE TABLE visits_2027 (customer_id bigint REFERENCES customers (id), at date NOT NULL);
ALTER TABLE visits ATTACH PARTITION visits_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
