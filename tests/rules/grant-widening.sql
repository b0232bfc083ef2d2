-- case: ALL is found
GRANT ALL ON users TO clerk;
-- expect: this grants all rights, whatever they are

-- case: all of a schema is found
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO clerk;
-- expect: this grants rights on all there is in a schema

-- case: PUBLIC is found
GRANT SELECT ON users TO PUBLIC;
-- expect: this grants rights to every role there is

-- case: named rights on named objects for named roles are fine
GRANT SELECT, UPDATE (name) ON users, shop."Orders" TO clerk, "Cook";

-- case: taking away is no grant
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;

-- case: a role is no right
GRANT clerks TO ada;
