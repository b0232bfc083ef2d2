CREATE TABLE logs (id bigint NOT NULL, "No" int PRIMARY KEY);
CREATE TABLE users (id bigint PRIMARY KEY);
