-- Everybody starts with dark mode off.
UPDATE users SET settings = settings || '{"dark": false}' WHERE settings IS NOT NULL;
