GRANT INSERT, UPDATE (note) ON orders TO clerk;
REVOKE SELECT ON orders FROM reporting;
