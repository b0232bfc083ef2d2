-- Reports need more memory to sort.
ALTER ROLE reports SET work_mem = '256MB';
