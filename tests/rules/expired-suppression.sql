-- case: the day after the date the finding is back
-- today: 2027-02-01
-- pgstage:ignore drop-table until 2027-01-31 -- the old release reads it
DROP TABLE users;
-- expect: this ignore of "drop-table" held until 2027-01-31

-- case: a comment for a whole file expires as well
-- today: 2027-02-01
-- pgstage:ignore-file drop-table until 2026-01-31
DROP TABLE users;
DROP TABLE orders;
-- expect: held until 2026-01-31

-- case: whatever it would silence
-- today: 2027-02-01
-- pgstage:ignore drop-table, drop-column until 2027-01-31
DROP TABLE users;
-- expect: "drop-table" held until
-- expect: "drop-column" held until

-- case: on its last day it holds
-- today: 2027-01-31
-- pgstage:ignore drop-table until 2027-01-31
DROP TABLE users;

-- case: without a date it holds for good
-- today: 2027-01-31
-- pgstage:ignore drop-table -- until nobody reads it
DROP TABLE users;

-- case: comments for other tools have no dates
-- today: 2027-01-31
-- squawk-ignore ban-drop-table
DROP TABLE users;
