CREATE TYPE address AS (street text, number integer);
CREATE TABLE addresses OF address;
CREATE TYPE place AS (longitude float8, latitude float8);
