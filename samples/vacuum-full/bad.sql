-- Half of the sessions were deleted.
VACUUM FULL sessions;
