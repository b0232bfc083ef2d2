-- Who is logged in; written with every request.
CREATE UNLOGGED TABLE sessions (id uuid PRIMARY KEY, user_id bigint NOT NULL);
