-- The reports team may do what it needs to.
GRANT SELECT, INSERT, UPDATE, DELETE ON monthly_totals TO reports;
