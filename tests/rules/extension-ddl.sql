-- case: an extension without a version is found
CREATE EXTENSION hstore;
-- expect: extension "hstore" comes as whatever version the server has

-- case: so is an update to whatever there is
ALTER EXTENSION "uuid-ossp" UPDATE;
-- expect: extension "uuid-ossp"

-- case: one that is not agreed on is found
-- parameter: allowed=citext pgcrypto
CREATE EXTENSION IF NOT EXISTS hstore VERSION '1.8';
-- expect: extension "hstore" is not one of those agreed on

-- case: a version says what comes
CREATE EXTENSION IF NOT EXISTS hstore VERSION '1.8';
ALTER EXTENSION hstore UPDATE TO '1.8';

-- case: one of several that are agreed on is fine
-- parameter: allowed=citext hstore
CREATE EXTENSION hstore WITH SCHEMA shop VERSION '1.8';

-- case: dropping one brings no version
DROP EXTENSION hstore;

-- case: its schema is no version
ALTER EXTENSION hstore SET SCHEMA shop;
