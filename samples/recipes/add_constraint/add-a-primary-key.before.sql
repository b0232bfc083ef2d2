CREATE TABLE log (at int, what text);
