-- One batch by key; the job runs it for one range after the other.
DELETE FROM carts WHERE id >= 1 AND id < 10001;
