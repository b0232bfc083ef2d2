// What is known of the policies of a table.
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "support/replayed.hpp"

using namespace pgstage;

namespace {

using NameSet = std::set<std::string>;

catalog::TableObject policy_after(const std::string& statements) {
  const auto replay = tests::replayed(
      "CREATE TABLE orders (id int, shop text, state text);"
      "CREATE POLICY own ON orders AS RESTRICTIVE FOR UPDATE TO app, web USING (shop = 'a')"
      " WITH CHECK (state <> 'x');" +
      statements);
  const auto* table = replay.catalog().relation({"public", "orders"});
  REQUIRE(table != nullptr);
  return table->objects.at(0);
}

}  // namespace

TEST_CASE("a policy is known with its command, its kind and its roles") {
  const auto policy = policy_after("");
  CHECK(policy.policy == catalog::PolicyScope{"update", false, {"app", "web"}});
  CHECK(policy.columns == NameSet{"shop", "state"});
}

TEST_CASE("ALTER POLICY leaves what it does not mention") {
  const auto roles = policy_after("ALTER POLICY own ON orders TO PUBLIC");
  CHECK(roles.policy == catalog::PolicyScope{"update", false, {}});
  CHECK(roles.columns == NameSet{"shop", "state"});
  const auto both = policy_after("ALTER POLICY own ON orders USING (id = 1) WITH CHECK (id = 2)");
  CHECK(both.policy.roles == NameSet{"app", "web"});
  CHECK(both.columns == NameSet{"id"});
  const auto one = policy_after("ALTER POLICY own ON orders USING (id = 1)");
  CHECK(one.columns == NameSet{"id", "shop", "state"});
}
