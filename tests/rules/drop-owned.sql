-- case: DROP OWNED is found
DROP OWNED BY intern;
-- expect: this drops every object that role "intern" owns in the database it runs in

-- case: each role is found, and CASCADE makes it no safer
DROP OWNED BY "Intern", clerk CASCADE;
-- expect: role "Intern"
-- expect: role "clerk"

-- case: a table that the role owns is among it
-- complete:
-- schema:
CREATE TABLE notes (id bigint);
ALTER TABLE notes OWNER TO intern;
-- run:
DROP OWNED BY intern;
-- expect: role "intern"

-- case: what another role got first is not dropped
-- complete:
-- schema:
CREATE TABLE notes (id bigint);
ALTER TABLE notes OWNER TO intern;
-- run:
REASSIGN OWNED BY intern TO clerk;
DROP OWNED BY intern;

-- case: so it is where nothing is known of what the role had
REASSIGN OWNED BY intern TO clerk;
DROP OWNED BY intern;
DROP ROLE intern;

-- case: REASSIGN OWNED loses nothing
REASSIGN OWNED BY intern TO clerk;

-- case: dropping a role drops none of its objects
DROP ROLE intern;
