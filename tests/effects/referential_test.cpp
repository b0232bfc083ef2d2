// What is locked on the other side of a foreign key, as measured on 15.
#include <string>
#include <string_view>

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

TEST_CASE(
    "a partition that gives its key to its parent is shut where the key points to partitions") {
  const auto locks = [](std::string_view partitioned, std::string_view part) {
    const std::string schema =
        "CREATE TABLE orders (id int PRIMARY KEY)" + std::string{partitioned} + ";" +
        std::string{part} +
        "CREATE TABLE items (id int, order_id int) PARTITION BY RANGE (id);"
        "CREATE TABLE items_first PARTITION OF items FOR VALUES FROM (0) TO (9);"
        "ALTER TABLE items_first ADD CONSTRAINT k FOREIGN KEY (order_id) REFERENCES orders;";
    return tests::effects_of(
        schema, "ALTER TABLE items ADD CONSTRAINT k FOREIGN KEY (order_id) REFERENCES orders");
  };
  const auto plain = locks("", "");
  CHECK(tests::lock_of(plain, "orders") == LockMode::AccessExclusive);
  CHECK(tests::lock_of(plain, "items_first") == LockMode::ShareRowExclusive);
  const auto parts =
      locks(" PARTITION BY RANGE (id)", "CREATE TABLE orders_all PARTITION OF orders DEFAULT;");
  CHECK(tests::lock_of(parts, "orders_all") == LockMode::AccessExclusive);
  CHECK(tests::lock_of(parts, "items_first") == LockMode::AccessExclusive);
}

}  // namespace pgstage
