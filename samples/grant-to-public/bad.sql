-- The new service complains about missing rights.
GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC;
