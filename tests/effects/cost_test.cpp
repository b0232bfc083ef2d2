#include "pgstage/effects/cost.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "pgstage/catalog/snapshot.hpp"
#include "pgstage/effects/room.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kSchema =
    "-- pgstage:snapshot 1\n"
    "CREATE TABLE public.orders (id bigint PRIMARY KEY, note text, total integer);\n"
    "CREATE TABLE public.events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);\n"
    "CREATE TABLE public.old PARTITION OF public.events FOR VALUES FROM (MINVALUE) TO "
    "('2026-01-01');\n"
    "CREATE TABLE public.new PARTITION OF public.events FOR VALUES FROM ('2026-01-01') TO "
    "(MAXVALUE);\n"
    "CREATE TABLE public.unknown (id bigint);\n"
    "-- pgstage:size public.orders rows 12000000 bytes 3000000000\n"
    "-- pgstage:size public.old rows 1000 bytes 600000000\n"
    "-- pgstage:size public.new rows 500 bytes 300000000\n";

struct Costs {
  std::optional<effects::Cost> on;
  std::optional<effects::Room> room;
  double all = 0;
};

Costs costs(std::string_view sql, std::string_view table) {
  const auto schema = sql::Script::parse(std::string{kSchema});
  catalog::Replay replay{catalog::Catalog(true)};
  for (const auto& statement : schema.statements()) {
    replay.advance(statement.view(), schema, statement.span());
  }
  replay.new_batch();
  auto catalog = replay.take_catalog();
  const auto notes = catalog::snapshot_notes(kSchema);
  REQUIRE(notes);
  catalog::add_sizes(*notes, catalog);
  const catalog::Replay before{catalog};
  const auto script = sql::Script::parse(std::string{sql});
  const auto& statement = script.statements().front();
  const auto effects = effects::analyze(statement, statement.view(), before, ServerVersion{16});
  const QualifiedName name{"public", std::string{table}};
  return {effects::cost_on(name, effects, before.catalog()),
          effects::room_on(name, effects, before.catalog()),
          effects::seconds_of(effects, before.catalog())};
}

}  // namespace

TEST_CASE("a table that is written anew costs its bytes, whatever is built and read by that") {
  const auto cost = costs("ALTER TABLE orders ALTER COLUMN total TYPE bigint", "orders");
  REQUIRE(cost.on);
  CHECK(cost.on->work == effects::Work::WriteAnew);
  CHECK(cost.on->seconds == doctest::Approx(100));
  CHECK(cost.all == doctest::Approx(100));
  CHECK(words(*cost.on) ==
        "12 million rows, 3 GB: writing it anew takes about 100 s, at 30 MB a second");
}

TEST_CASE("a check reads, and an index is built, each at its own speed") {
  const auto check = costs("ALTER TABLE orders ADD CHECK (total > 0)", "orders");
  REQUIRE(check.on);
  CHECK(check.on->work == effects::Work::Read);
  CHECK(check.on->seconds == doctest::Approx(6));
  const auto build = costs("CREATE INDEX ON orders (note)", "orders");
  REQUIRE(build.on);
  CHECK(build.on->work == effects::Work::BuildIndex);
  CHECK(build.on->seconds == doctest::Approx(30));
}

TEST_CASE("what an index build scans is not read twice") {
  const auto cost = costs("ALTER TABLE orders ADD UNIQUE (note), ADD UNIQUE (total)", "orders");
  REQUIRE(cost.on);
  CHECK(cost.on->seconds == doctest::Approx(60));
}

TEST_CASE("what is written anew is there twice, and changed rows make three times their WAL") {
  const auto anew = costs("ALTER TABLE orders ALTER COLUMN total TYPE bigint", "orders");
  CHECK(words(*anew.room) == "3 GB more on disk, 3.3 GB of WAL");
  const auto changed = costs("UPDATE orders SET note = ''", "orders");
  CHECK(words(*changed.room) == "3 GB more on disk, 9.6 GB of WAL");
  const auto built = costs("CREATE INDEX ON orders (note)", "orders");
  CHECK(words(*built.room) == "750 MB more on disk, 750 MB of WAL");
  const auto read = costs("ALTER TABLE orders ADD CHECK (total > 0)", "orders");
  CHECK(words(*read.room).empty());
}

TEST_CASE("a partitioned table has the rows of its partitions") {
  const auto cost = costs("CREATE INDEX ON events (id)", "events");
  REQUIRE(cost.on);
  CHECK(cost.on->rows == 1500);
  CHECK(cost.on->bytes == 900'000'000);
  CHECK(cost.on->seconds == doctest::Approx(9));
  CHECK(cost.all == doctest::Approx(9));
}

TEST_CASE("what neither reads nor builds changes rows") {
  const auto cost = costs("ALTER TABLE orders ADD COLUMN gift boolean", "orders");
  REQUIRE(cost.on);
  CHECK(cost.on->work == effects::Work::ChangeRows);
  CHECK(cost.all == 0);
}

TEST_CASE("without a size there is no cost") {
  CHECK(!costs("CREATE INDEX ON unknown (id)", "unknown").on);
  CHECK(costs("CREATE INDEX ON unknown (id)", "unknown").all == 0);
}

TEST_CASE("durations are told in words that a person would use") {
  CHECK(effects::duration_words(0.0004) == "1 ms");
  CHECK(effects::duration_words(0.25) == "250 ms");
  CHECK(effects::duration_words(1.25) == "1.2 s");
  CHECK(effects::duration_words(100) == "100 s");
  CHECK(effects::duration_words(150) == "2.5 minutes");
  CHECK(effects::duration_words(7'200) == "2 hours");
}

}  // namespace pgstage
