-- The database of the pilot is not needed any more.
DROP DATABASE pilot;
