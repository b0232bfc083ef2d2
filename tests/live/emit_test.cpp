// What is emitted, on a real server: sent as its framework sends it, it ends where the migration
// would have ended, and its ways back lead to the start. TEST_RECIPE tries only what has this text
// in `recipe/migration on start`.
#include <algorithm>
#include <cstdlib>

#include <doctest/doctest.h>

#include "pgstage/emit/phase_files.hpp"
#include "pgstage/plan/chunk_walk.hpp"
#include "pgstage/shadow/prove.hpp"
#include "pgstage/sql/script.hpp"

#include "support.hpp"
#include "support/emitted.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage {
namespace {

std::vector<std::string> statements_of(const std::string& text) {
  const auto script = sql::Script::parse(text);
  std::vector<std::string> out;
  for (const auto& statement : script.statements()) out.emplace_back(script.text(statement.span()));
  return out;
}

std::vector<const source::Framework*> writers() {
  std::vector<const source::Framework*> out;
  for (const auto* each : source::all_frameworks()) {
    if (each->write != nullptr) out.push_back(each);
  }
  return out;
}

/// false: the migration itself fails.
bool prove(const tests::RecipeSample& sample, const plan::Plan& plan,
           const source::Framework& framework) {
  const tests::Emitted emitted(plan, framework);
  auto files = emit::read_phase_files(emitted.migrations(), framework);
  const shadow::ProofInput input{.schema = statements_of(sample.schema),
                                 .original = statements_of(sample.migration),
                                 .plan = std::move(files.plan),
                                 .undo = files.way_back};
  const auto proof = shadow::prove(input, live::server());
  if (!proof) {
    const bool original = proof.error().message.starts_with("the original migration fails");
    CHECK_MESSAGE(original, sample.words(), ": ", proof.error().message);
    return false;
  }
  for (const auto& difference : proof->differences) {
    FAIL_CHECK(sample.words(), " for ", framework.name, ": ", difference);
  }
  return true;
}

}  // namespace

TEST_CASE("every plan that is emitted is proved as its framework would run it") {
  const char* only = std::getenv("TEST_RECIPE");
  const auto frameworks = writers();
  std::size_t number = 0;
  std::size_t proved = 0;
  for (const auto& sample : tests::recipe_samples()) {
    const auto* framework = frameworks[number++ % frameworks.size()];
    if (only != nullptr && sample.words().find(only) == std::string::npos) continue;
    if (only == nullptr && !sample.is_shown()) continue;
    const auto plan = tests::plan_of(sample, live::server().major());
    if (!plan || plan->phases.empty()) continue;
    if (prove(sample, *plan, *framework)) ++proved;
  }
  MESSAGE(proved, " plans were proved");
  CHECK(proved > 0);
}

namespace {

plan::Step fill(plan::Walk walk) {
  plan::Step step;
  step.kind = plan::StepKind::Backfill;
  const bool blocks = walk == plan::Walk::Blocks;
  const std::string where = blocks ? plan::block_range() : plan::key_range("id");
  step.sql = {"UPDATE items SET wide = narrow, times = times + 1 WHERE wide IS NULL AND " + where};
  step.chunks = plan::Chunks{.table = "items", .walk = walk, .key = blocks ? "" : "id"};
  if (blocks) step.chunks->remaining = "SELECT count(*) FROM items WHERE wide IS NULL AND " + where;
  step.chunks->quiet = blocks;
  return step;
}

std::string only_file(const plan::Step& step) {
  plan::Plan plan;
  plan.phases.push_back({.name = plan::PhaseName::Migrate, .gate = {}, .steps = {step}});
  const tests::Emitted emitted(plan, **source::framework_named("dbmate"));
  REQUIRE(emitted.migrations().size() == 1);
  return emitted.migrations().front().up;
}

std::unique_ptr<db::Session> items() {
  auto session = live::new_database();
  live::run(*session,
            "CREATE TABLE items (id bigint PRIMARY KEY, narrow int, wide bigint, times "
            "int DEFAULT 0, by_trigger int)");
  live::run(*session, "INSERT INTO items SELECT n, n FROM generate_series(1, 20000) n");
  live::run(*session,
            "CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
            "NEW.by_trigger := 1; RETURN NEW; END$$");
  live::run(*session,
            "CREATE TRIGGER seen BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION "
            "seen()");
  return session;
}

}  // namespace

TEST_CASE("an emitted backfill is many transactions, and a second run changes nothing") {
  for (const auto walk : {plan::Walk::Blocks, plan::Walk::Key}) {
    const auto session = items();
    const auto file = only_file(fill(walk));
    live::run(*session, file);
    CHECK(live::one(*session, "SELECT count(*) FROM items WHERE wide = narrow") == "20000");
    CHECK(live::one(*session, "SELECT count(DISTINCT xmin::text) > 3 FROM items") == "t");
    live::run(*session, file);
    CHECK(live::one(*session, "SELECT max(times) FROM items") == "1");
    const auto fired = live::one(*session, "SELECT count(*) FROM items WHERE by_trigger = 1");
    CHECK(fired == (walk == plan::Walk::Blocks ? "0" : "20000"));
  }
}

TEST_CASE("an emitted backfill goes on where it was cut off") {
  const auto session = items();
  live::run(*session, "ALTER TABLE items ADD CHECK (wide < 15000 OR wide IS NULL)");
  const auto file = only_file(fill(plan::Walk::Key));
  CHECK_FALSE(session->run(file));
  CHECK(live::one(*session, "SELECT count(wide) BETWEEN 1 AND 14999 FROM items") == "t");
  live::run(*session, "ALTER TABLE items DROP CONSTRAINT items_wide_check");
  live::run(*session, file);
  CHECK(live::one(*session, "SELECT count(*) FROM items WHERE wide = narrow AND times = 1") ==
        "20000");
}

TEST_CASE("an emitted gate is closed while its check says so, unless the session opens it") {
  plan::Plan plan;
  plan.phases.push_back(
      {.name = plan::PhaseName::Contract,
       .gate = plan::Gate{.says = "deploy code that does it",
                          .checks = {{.says = "it's done", .sql = "SELECT 1 = 2"}}},
       .steps = {{.id = "contract-1", .title = "Go on", .sql = {"CREATE TABLE gone_on ()"}}}});
  const tests::Emitted emitted(plan, **source::framework_named("plain"));
  REQUIRE(emitted.migrations().size() == 1);
  const auto session = live::new_database();
  const auto statements = statements_of(emitted.migrations().front().up);
  std::string said;
  for (const auto& sql : statements) {
    const auto done = session->run(sql);
    if (done) continue;
    said = done.error().message;
    break;
  }
  CHECK(said == "the gate is closed: it is not so that it's done");
  live::run(*session, "ROLLBACK");
  live::run(*session, "SET pgstage.gate = 'open'");
  for (const auto& sql : statements) live::run(*session, sql);
  CHECK(live::one(*session, "SELECT count(*) FROM gone_on") == "0");
}

}  // namespace pgstage
