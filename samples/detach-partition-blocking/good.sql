-- Events are kept for five years; those of this year are read and written meanwhile.
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
