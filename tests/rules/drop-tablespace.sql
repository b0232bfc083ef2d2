-- case: a dropped tablespace is found
DROP TABLESPACE fast;
-- expect: tablespace "fast" belongs to the server

-- case: IF EXISTS makes no difference
DROP TABLESPACE IF EXISTS fast;
-- expect: tablespace "fast"

-- case: a quoted name is told as it is
DROP TABLESPACE "Fast Disk";
-- expect: tablespace "Fast Disk"

-- case: making one is another matter
CREATE TABLESPACE fast LOCATION '/disks/fast';

-- case: moving a table is another rule's matter
ALTER TABLE users SET TABLESPACE pg_default;

-- case: dropping a table is another rule's matter
DROP TABLE users;
