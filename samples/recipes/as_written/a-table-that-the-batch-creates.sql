CREATE TABLE tags (id int, name text);
ALTER TABLE tags ALTER COLUMN name SET NOT NULL;
CREATE INDEX ON tags (name);
ALTER TABLE tags ADD PRIMARY KEY (id);
