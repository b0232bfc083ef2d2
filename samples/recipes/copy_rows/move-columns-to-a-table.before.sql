CREATE TABLE users (
  id bigserial PRIMARY KEY,
  name text NOT NULL,
  bio text,
  birthday date,
  settings json
);
CREATE TABLE posts (id integer PRIMARY KEY, author bigint REFERENCES users (id) ON DELETE CASCADE);
