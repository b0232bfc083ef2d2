// What a step outside a transaction leaves behind when it is cut short is found and cleared away,
// and nothing else is.
#include <doctest/doctest.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using live::Meanwhile;
using live::Stage;

constexpr const char* kInvalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
constexpr const char* kTwice = "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1), (1)";
/// Ends what a step waits in.
constexpr const char* kCancel =
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name LIKE "
    "'pgstage apply% %-%' AND wait_event_type = 'Lock'";

std::string one(Stage& stage, const char* sql) { return live::one(*stage.session, sql); }

}  // namespace

TEST_CASE("what an unfinished build of an index left behind is cleared away") {
  Stage stage(kTwice, "CREATE UNIQUE INDEX t_a_key ON t (a)");
  const auto first = stage.apply();
  REQUIRE_FALSE(first);
  CHECK(first.error().kind == ErrorKind::Failed);
  CHECK(stage.ear.heard("cleared away the INVALID index public.t_a_key"));
  CHECK(one(stage, "SELECT count(*) FROM pgstage.events WHERE what = 'cleared'") == "1");
  CHECK(one(stage, kInvalid) == "0");
  live::run(*stage.session, "DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
  const auto second = stage.apply();
  if (!second) FAIL(second.error().message);
  CHECK(one(stage, "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a_key'::regclass") ==
        "t");
}

TEST_CASE("an index of somebody else is not dropped, neither for its name nor for being INVALID") {
  Stage stage(kTwice, "CREATE INDEX t_a ON t (a)");
  CHECK_FALSE(stage.session->run("CREATE UNIQUE INDEX CONCURRENTLY theirs ON t (a)"));
  stage.ear.on_step = [&] {
    if (stage.ear.started.size() == 1) live::run(*stage.session, "CREATE INDEX t_a ON t (b)");
  };
  stage.plan.phases[0].steps[0].probe += " AND false";
  for (int run = 0; run < 2; ++run) {
    const auto applied = stage.apply();
    REQUIRE_FALSE(applied);
    CHECK(applied.error().message.find("relation \"t_a\" already exists") != std::string::npos);
  }
  REQUIRE(stage.rollback());
  CHECK(one(stage, "SELECT pg_get_indexdef('t_a'::regclass)") ==
        "CREATE INDEX t_a ON public.t USING btree (b)");
  CHECK(one(stage, kInvalid) == "1");
}

TEST_CASE("the twins of a REINDEX that was cancelled are dropped") {
  Stage stage("CREATE TABLE t (a int); CREATE INDEX t_a ON t (a)", "REINDEX INDEX t_a");
  auto writer = stage.connect("the application");
  auto person = stage.connect("psql");
  live::run(*writer, "BEGIN; INSERT INTO t VALUES (2)");
  {
    const Meanwhile cancelling([&] { live::run(*person, kCancel); });
    const auto applied = stage.apply();
    REQUIRE_FALSE(applied);
    CHECK(applied.error().sqlstate == "57014");
  }
  live::run(*writer, "COMMIT");
  const auto applied = stage.apply();
  if (!applied) FAIL(applied.error().message);
  CHECK(one(stage, "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass") == "1");
  CHECK(one(stage, kInvalid) == "0");
}

TEST_CASE("a partition that was half detached is detached by the next run") {
  Stage stage(
      "CREATE TABLE t (a int) PARTITION BY LIST (a);"
      "CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1)",
      "ALTER TABLE t DETACH PARTITION t1 CONCURRENTLY");
  auto reader = stage.connect("a report");
  auto person = stage.connect("psql");
  live::run(*reader, "BEGIN; SELECT count(*) FROM t");
  {
    const Meanwhile cancelling([&] { live::run(*person, kCancel); });
    REQUIRE_FALSE(stage.apply());
  }
  CHECK(one(stage, "SELECT inhdetachpending FROM pg_inherits") == "t");
  live::run(*reader, "COMMIT");
  const auto applied = stage.apply();
  if (!applied) FAIL(applied.error().message);
  CHECK(stage.ear.heard("the half detached partition public.t1"));
  CHECK(one(stage, "SELECT count(*) FROM pg_inherits") == "0");
}

}  // namespace pgstage
