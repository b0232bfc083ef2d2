// Whose partition a table is, whatever statements say that servers refuse.
#include <string>

#include <doctest/doctest.h>

#include "pgstage/effects/effects.hpp"

#include "support/replayed.hpp"

using namespace pgstage;

namespace {

constexpr auto kEvents =
    "CREATE TABLE events (at date) PARTITION BY RANGE (at);"
    "CREATE TABLE old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');";

/// `PARENT partition` of a table.
std::string standing_of(const std::string& statements, const std::string& table = "old") {
  const auto catalog = tests::replayed(statements).take_catalog();
  const auto* found = catalog.relation({"public", table});
  REQUIRE(found != nullptr);
  return (found->parent ? found->parent->name : "nobody") +
         (found->is_partition ? " partition" : "");
}

}  // namespace

TEST_CASE("a partition that is made twice stays one") {
  const std::string events = kEvents;
  CHECK(standing_of(events) == "events partition");
  CHECK(standing_of(events + "CREATE TABLE old PARTITION OF events DEFAULT") == "events partition");
}

TEST_CASE("what cannot be a partition is none") {
  const std::string events = kEvents;
  CHECK(standing_of("CREATE TABLE old PARTITION OF old DEFAULT") == "nobody");
  CHECK(standing_of(events + "CREATE TABLE events PARTITION OF old DEFAULT", "events") == "nobody");
}

TEST_CASE("what is dropped may have been made a partition of a table that is not there") {
  catalog::Replay session{catalog::Catalog(true)};
  const auto script =
      sql::Script::parse("CREATE TABLE old PARTITION OF events DEFAULT; DROP TABLE old;");
  for (const auto& each : script.statements()) {
    const auto effects = effects::analyze(each, each.view(), session, kDefaultServer);
    CHECK(effects.locks.size() < 2);
    session.advance(each.view(), script, each.span());
  }
  CHECK(session.catalog().relation({"public", "old"}) == nullptr);
}

TEST_CASE("a partition leaves its parent by DETACH alone") {
  const std::string events = kEvents;
  CHECK(standing_of(events + "ALTER TABLE old NO INHERIT events") == "events partition");
  CHECK(standing_of(events + "ALTER TABLE events DETACH PARTITION old") == "nobody");
}
