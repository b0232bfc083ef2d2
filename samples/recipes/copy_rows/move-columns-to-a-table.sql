CREATE TABLE profiles (
  user_id bigint PRIMARY KEY REFERENCES users (id),
  bio text NOT NULL DEFAULT '',
  born date,
  settings json
);
INSERT INTO profiles (user_id, bio, born, settings)
SELECT u.id, coalesce(u.bio, ''), birthday, u.settings FROM public.users AS u
WHERE u.bio IS NOT NULL OR birthday IS NOT NULL OR settings IS NOT NULL;
ALTER TABLE users DROP COLUMN bio, DROP COLUMN birthday, DROP COLUMN settings;
