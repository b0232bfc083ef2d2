-- Others have to wait.
REFRESH MATERIALIZED VIEW states;
