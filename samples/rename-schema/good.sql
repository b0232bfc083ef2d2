-- The new schema comes first; tables move one by one, each with a view in its old place.
CREATE SCHEMA store;
