// The type of a column that partitions share: planned as for one table, or refused for what only
// the partitions know.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/planned.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kTable =
    "CREATE TABLE visits (id integer, day date, n integer, PRIMARY KEY (id, day)) PARTITION BY "
    "RANGE (day);"
    "CREATE TABLE early PARTITION OF visits FOR VALUES FROM (MINVALUE) TO ('2024-01-01');"
    "CREATE TABLE late PARTITION OF visits DEFAULT;";

Result<plan::Plan> plan_of(std::string_view more, std::string_view column = "n",
                           std::string_view table = "visits") {
  std::string schema{kTable};
  schema.append(more);
  std::string migration = "ALTER TABLE ";
  migration.append(table).append(" ALTER COLUMN ").append(column).append(" TYPE bigint;");
  return tests::plan_after(schema, migration);
}

std::string why_not(std::string_view more, std::string_view column = "n",
                    std::string_view table = "visits") {
  const auto plan = plan_of(more, column, table);
  if (plan) return {};
  CHECK(plan.error().hint.find("copy the rows to a new table that has the type") !=
        std::string::npos);
  return plan.error().message;
}

bool tells(const std::string& message, std::string_view text) {
  CAPTURE(message);
  return message.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a column of a partitioned table is doubled on the table and indexed on each partition") {
  const auto plan = plan_of("CREATE INDEX by_n ON visits (n);");
  REQUIRE(plan);
  const auto count = [&](std::string_view text) {
    std::ptrdiff_t out = 0;
    for (const auto& phase : plan->phases) {
      for (const auto& step : phase.steps) {
        out += std::count_if(step.sql.begin(), step.sql.end(),
                             [&](const auto& sql) { return sql.find(text) != std::string::npos; });
      }
    }
    return out;
  };
  CHECK(count("ADD COLUMN pgstage_new_n bigint") == 1);
  CHECK(count("CREATE TRIGGER") == 1);
  CHECK(count("ON ONLY public.visits (pgstage_new_n)") == 1);
  CHECK(count("CREATE INDEX CONCURRENTLY") == 2);
  CHECK(count("ATTACH PARTITION") == 2);
  CHECK(count("DROP COLUMN") == 1);
}

TEST_CASE("a type that cannot be changed for all partitions is refused with the reason") {
  CHECK(tells(why_not("", "id"), "\"visits_pkey\" is a key over it"));
  CHECK(tells(why_not("ALTER TABLE late ALTER n SET DEFAULT 3;"),
              "partition public.late has another default for it"));
  CHECK(tells(why_not("ALTER TABLE late ADD CONSTRAINT few CHECK (n < 5);"),
              "constraint \"few\" of partition public.late is over it"));
  CHECK(tells(why_not("CREATE VIEW seen AS SELECT n FROM early;"),
              "\"public.seen\" reads partition public.early by itself"));
  CHECK(tells(why_not("CREATE TABLE nested PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO "
                      "('2026-01-01') PARTITION BY LIST (id);"),
              "partition public.nested has partitions of its own"));
  CHECK(tells(why_not("CREATE TABLE a (n integer); CREATE TABLE b () INHERITS (a);", "n", "a"),
              "table public.b inherits from it"));
}

}  // namespace pgstage
