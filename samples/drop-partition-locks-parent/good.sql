-- Events are kept for five years; the next deploy drops what nobody can find any more.
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
