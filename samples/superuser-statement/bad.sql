-- Reports need more memory to sort.
ALTER SYSTEM SET work_mem = '256MB';
