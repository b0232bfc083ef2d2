-- One row for each question and customer.
CREATE TABLE customer_facts (
  customer_id bigint NOT NULL,
  question integer NOT NULL,
  answer text,
  PRIMARY KEY (customer_id, question)
);
