CREATE TABLE logs (at timestamptz, what text);
