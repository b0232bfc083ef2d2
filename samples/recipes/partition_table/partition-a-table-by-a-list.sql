ALTER TABLE sales RENAME TO sales_here;
ALTER TABLE sales_here ADD CONSTRAINT here CHECK (region IS NOT NULL AND region IN ('here', 'there')) NOT VALID;
ALTER TABLE sales_here VALIDATE CONSTRAINT here;
CREATE TABLE sales (
  id integer NOT NULL,
  region text,
  amount numeric NOT NULL,
  gross numeric GENERATED ALWAYS AS (amount * 1.2) STORED,
  CONSTRAINT sales_to_regions FOREIGN KEY (region) REFERENCES regions (code)
) PARTITION BY LIST (region);
CREATE INDEX sales_region_idx ON sales (region);
ALTER TABLE sales ATTACH PARTITION sales_here FOR VALUES IN ('here', 'there');
CREATE TABLE sales_elsewhere PARTITION OF sales DEFAULT;
GRANT SELECT ON sales TO CURRENT_USER;
