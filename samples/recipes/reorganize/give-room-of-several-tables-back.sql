-- Others have to wait.
VACUUM FULL customers, orders;
