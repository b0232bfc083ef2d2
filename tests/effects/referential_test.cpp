// What a data change locks on the other side of a foreign key, as measured on 15.
#include <doctest/doctest.h>

#include "support/effects_of.hpp"

namespace pgstage {

TEST_CASE("a new row looks its reference up in every partition") {
  const auto effects = tests::effects_of(
      "CREATE TABLE orders (id bigint PRIMARY KEY) PARTITION BY RANGE (id);"
      "CREATE TABLE orders_first PARTITION OF orders FOR VALUES FROM (0) TO (9);"
      "CREATE TABLE items (id int, order_id bigint REFERENCES orders (id));",
      "INSERT INTO items SELECT 1, 2");
  CHECK(tests::lock_of(effects, "orders") == LockMode::RowShare);
  CHECK(tests::lock_of(effects, "orders_first") == LockMode::RowShare);
}

}  // namespace pgstage
