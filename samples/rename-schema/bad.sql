-- The shop is called store from now on.
ALTER SCHEMA shop RENAME TO store;
