-- Built anew on the faster disk while the old one is in use.
REINDEX (CONCURRENTLY, TABLESPACE fast) INDEX orders_number_idx;
