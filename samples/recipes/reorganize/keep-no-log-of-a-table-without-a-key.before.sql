CREATE TABLE events (id bigserial, what text);
