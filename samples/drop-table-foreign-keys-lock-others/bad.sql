-- No release uses ratings any more.
DROP TABLE ratings;
