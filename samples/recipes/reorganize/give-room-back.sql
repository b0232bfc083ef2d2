-- Others have to wait.
VACUUM (FULL, ANALYZE) orders;
