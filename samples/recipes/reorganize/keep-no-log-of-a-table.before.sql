CREATE TABLE events (id bigserial PRIMARY KEY, what text);
