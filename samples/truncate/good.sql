-- One batch by key; the job runs it for one range after the other, and may run it again.
DELETE FROM sessions WHERE id >= 1 AND id < 10001;
