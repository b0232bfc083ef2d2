-- One batch by key, of those that do not have it yet.
UPDATE users SET settings = settings || '{"dark": false}'
WHERE id >= 1 AND id < 1001 AND NOT settings ? 'dark';
