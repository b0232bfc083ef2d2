-- Pages that the next request renders again if they are lost.
CREATE UNLOGGED TABLE page_cache (path text PRIMARY KEY, body text NOT NULL);
