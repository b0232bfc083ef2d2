CREATE TABLE "Accounts" (id bigint, region text, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE accounts_north PARTITION OF "Accounts" FOR VALUES IN ('north');
CREATE TABLE accounts_rest PARTITION OF "Accounts" DEFAULT;
CREATE TABLE payments (id bigint PRIMARY KEY, account bigint, region text);
CREATE VIEW paid AS SELECT account FROM payments;
