-- The name of the feature, as short as people say it.
CREATE TABLE undelivered_renewals (
  id bigint PRIMARY KEY
);
