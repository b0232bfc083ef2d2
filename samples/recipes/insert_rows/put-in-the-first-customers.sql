INSERT INTO customers (id, name) VALUES (-1, 'nobody'), (-2, 'guest') ON CONFLICT DO NOTHING;
