-- The names come from the code of the application.
CREATE TABLE "orderItems" (
  id bigint PRIMARY KEY,
  "unitPrice" integer NOT NULL
);
