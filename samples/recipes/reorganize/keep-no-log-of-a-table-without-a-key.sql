-- Others have to wait.
ALTER TABLE events SET UNLOGGED;
