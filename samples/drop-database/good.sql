-- Nobody gets in any more; the database goes by hand, once its backup has been looked at.
ALTER DATABASE pilot ALLOW_CONNECTIONS false;
