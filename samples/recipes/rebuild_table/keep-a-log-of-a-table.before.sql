CREATE UNLOGGED TABLE events (id bigint PRIMARY KEY, what text);
