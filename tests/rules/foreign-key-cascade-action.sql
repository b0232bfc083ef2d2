-- case: a delete reaches the other table
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE CASCADE);
-- expect: ON DELETE CASCADE lets a statement on table "public.users" reach any number of rows of table "public.orders"

-- case: so does a change of the key
ALTER TABLE shop."Orders" ADD FOREIGN KEY ("userId") REFERENCES shop.users ON UPDATE CASCADE NOT VALID;
-- expect: ON UPDATE CASCADE lets a statement on table "shop.users"

-- case: other actions may be unwanted as well
-- parameter: actions=set-null no-action
CREATE TABLE a (b bigint REFERENCES b (id) ON DELETE SET NULL);
CREATE TABLE c (b bigint REFERENCES b (id));
-- expect: ON DELETE SET NULL
-- expect: ON DELETE NO ACTION

-- case: no action lets nothing reach far
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: RESTRICT refuses the delete
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT NOT VALID;

-- case: a word of another list is not meant
-- parameter: actions=set-default
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE CASCADE);
