-- case: ALTER SYSTEM is found
ALTER SYSTEM SET work_mem = '1GB';
-- expect: ALTER SYSTEM changes every database of the server

-- case: so is its reset
ALTER SYSTEM RESET ALL;
-- expect: ALTER SYSTEM changes every database of the server

-- case: so is a new superuser
CREATE ROLE "Ada" LOGIN SUPERUSER;
-- expect: role "Ada" may do anything in every database of the server

-- case: so is one that becomes one
ALTER USER ada WITH SUPERUSER;
-- expect: role "ada"

-- case: taking it away is fine
ALTER ROLE ada NOSUPERUSER;

-- case: any other role is fine
CREATE ROLE clerk LOGIN CREATEDB;
CREATE ROLE cook NOSUPERUSER;

-- case: a setting of one database or role is fine
ALTER DATABASE shop SET work_mem = '16MB';
ALTER ROLE clerk SET statement_timeout = '5s';
