CREATE TABLE roles (id bigserial PRIMARY KEY, name text NOT NULL);
