CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE weather AS ENUM ('rain', 'sun');
CREATE TABLE users (id bigint PRIMARY KEY, mood mood);
