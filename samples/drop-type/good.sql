-- The last column of this type went in an earlier deploy; where it did not, this fails.
DROP TYPE weather;
