-- Nothing is more important.
ALTER TYPE priority ADD VALUE 'urgent' AFTER 'high';
