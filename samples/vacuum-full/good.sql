-- The space is free for new sessions, while everybody works.
VACUUM (ANALYZE) sessions;
