-- One row a month, for the reports.
CREATE MATERIALIZED VIEW monthly_totals AS
SELECT date_trunc('month', created_at) AS month, sum(total) AS total FROM orders GROUP BY 1;
