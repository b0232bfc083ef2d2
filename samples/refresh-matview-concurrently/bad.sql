-- The totals shall be right from the first day on.
SET lock_timeout = '2s';

REFRESH MATERIALIZED VIEW CONCURRENTLY monthly_totals;
