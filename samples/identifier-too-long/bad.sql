-- The name of the feature, in full.
CREATE TABLE customer_subscription_renewal_notifications_that_were_not_delivered (
  id bigint PRIMARY KEY
);
