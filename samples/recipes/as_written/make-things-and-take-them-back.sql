CREATE TABLE notes (id integer PRIMARY KEY, text text);
ALTER TABLE notes RENAME TO remarks;
ALTER TABLE remarks RENAME COLUMN text TO words;
CREATE VIEW recent AS SELECT id FROM remarks;
ALTER VIEW recent RENAME TO latest;
DROP VIEW latest;
CREATE TABLE scratch (id integer);
DROP TABLE scratch;
