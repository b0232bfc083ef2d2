-- Between medium and high there is room for one more.
ALTER TYPE priority ADD VALUE 'urgent';
