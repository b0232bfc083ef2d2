CREATE TYPE mood AS ENUM ('sad', 'it''s fine');
CREATE TABLE people (id bigint PRIMARY KEY, feels mood NOT NULL DEFAULT 'sad', felt mood[]);
