-- The nightly job refreshes the view; this is what it looks for.
CREATE TABLE views_to_refresh (name text PRIMARY KEY);
INSERT INTO views_to_refresh (name) VALUES ('monthly_totals');
