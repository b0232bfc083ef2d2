// Every kind of step, hit by everything that may happen to a run while it waits inside of it: the
// next run finishes the plan, or undoes it, as if nothing had been. A kind is one row of `kKinds`,
// what may happen to it one row of `kBlows`. Short: each kind meets two blows, the one after the
// other; TEST_KILL_MATRIX=all lets each meet all. TEST_KILL_ONLY keeps the pairs that have this
// text in `way of kind, blow`.
#include <array>
#include <csignal>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "apart.hpp"

namespace pgstage {
namespace {

using live::Apart;
using live::milliseconds;
using live::Stage;
using live::Way;

constexpr const char* kStart =
    "CREATE ACCESS METHOD beside TYPE TABLE HANDLER heap_tableam_handler;"
    "CREATE TABLE users (id int PRIMARY KEY, name text, note text);"
    "CREATE INDEX users_name ON users (name);"
    "CREATE TABLE parts (a int) PARTITION BY LIST (a);"
    "CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);"
    "CREATE TABLE rest PARTITION OF parts DEFAULT;"
    "INSERT INTO parts SELECT g % 3 FROM generate_series(1, 300) g;"
    "INSERT INTO users SELECT g, 'n' || g, CASE WHEN g % 3 = 0 THEN NULL ELSE 'x' END FROM "
    "generate_series(1, 2000) g";

constexpr const char* kReads = "SELECT count(*) FROM users";
constexpr const char* kWrites = "UPDATE users SET name = name WHERE id = 1000";
constexpr const char* kMaintains = "LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE";
constexpr const char* kShutsOut = "LOCK TABLE users IN ACCESS EXCLUSIVE MODE";
/// What a step in a transaction holds while it waits.
constexpr const char* kPlan = "SELECT FROM pgstage.plans FOR UPDATE";

struct Kind {
  const char* name;
  const char* migration;
  const char* step;
  const char* hold;     ///< It waits for who did this and has not committed.
  const char* partner;  ///< What such a one wants then, for which he would wait in turn.
  bool undone = false;  ///< Its undo waits, too.
};

constexpr Kind kKinds[] = {
    {"a change of the catalog", "ALTER TABLE users ADD COLUMN extra int", "expand-1", kReads, kPlan,
     true},
    {"CREATE INDEX CONCURRENTLY", "CREATE INDEX users_note ON users (note)", "expand-1", kWrites,
     kMaintains, true},
    {"CREATE UNIQUE INDEX CONCURRENTLY", "CREATE UNIQUE INDEX users_key ON users (name, id)",
     "migrate-1", kWrites, kMaintains, true},
    {"DROP INDEX CONCURRENTLY", "DROP INDEX users_name", "contract-1", kWrites, kMaintains},
    {"REINDEX CONCURRENTLY", "REINDEX INDEX users_name", "expand-1", kWrites, kMaintains},
    {"REINDEX of a table", "REINDEX TABLE users", "expand-1", kWrites, kMaintains},
    {"DETACH CONCURRENTLY", "ALTER TABLE parts DETACH PARTITION part", "contract-1",
     "SELECT count(*) FROM parts", kPlan},
    {"VALIDATE", "ALTER TABLE users ALTER COLUMN name SET NOT NULL", "migrate-3", kMaintains,
     kPlan},
    {"a check", "ALTER TABLE users ALTER COLUMN name SET NOT NULL", "migrate-1", kShutsOut,
     nullptr},
    {"a backfill", "UPDATE users SET note = '' WHERE note IS NULL", "migrate-2",
     "UPDATE users SET name = name WHERE id = 999", kPlan, true},
    {"a backfill by blocks", "ALTER TABLE users ALTER COLUMN id TYPE bigint", "migrate-1", kWrites,
     kPlan},
    {"ANALYZE", "ALTER TABLE users ALTER COLUMN id TYPE bigint", "migrate-5", kMaintains, kPlan},
    {"the swap of a column", "ALTER TABLE users ALTER COLUMN id TYPE bigint", "contract-2", kReads,
     kPlan},
    {"a check of what followed", "ALTER TABLE users ALTER COLUMN id TYPE bigint", "contract-1",
     kShutsOut, nullptr},
    {"the copy of a table", "ALTER TABLE users SET ACCESS METHOD beside", "migrate-1", kWrites,
     kPlan},
    {"the swap of a table", "ALTER TABLE users SET ACCESS METHOD beside", "migrate-5", kReads,
     kPlan, true},
};

plan::PhaseName phase_of(const Kind& kind) {
  const std::string_view step = kind.step;
  return *plan::phase_from(step.substr(0, step.find('-')));
}

std::string words(const Kind& kind, Way way, const char* blow) {
  return fmt::format("{} {}, {}", way == Way::Back ? "undo of" : "run of", kind.name, blow);
}

/// A run that waits in its step for somebody who is in its way.
struct Scene {
  Scene(const Kind& which, Way the_way, const shadow::Server& server);

  void stand_in_its_way();
  void make_way();
  /// Of the run's session in the step; empty: there is none.
  std::string at_work(const char* what, const char* when) const;
  bool waits() const;
  bool is_done() const;

  const Kind& kind;
  Way way;
  Stage stage;
  std::unique_ptr<db::Session> holder;
  std::unique_ptr<db::Session> person;
  std::optional<Apart> run;
};

Scene::Scene(const Kind& which, Way the_way, const shadow::Server& server)
    : kind(which), way(the_way), stage(kStart, which.migration, server) {
  stage.options.lock_timeout = milliseconds{600};
  stage.options.long_transaction = std::chrono::minutes{10};
  stage.options.stall_budget = std::chrono::minutes{10};
  stage.options.watch = milliseconds{0};
  stage.options.deadline = std::chrono::minutes{2};
  if (way == Way::Back) {
    const auto applied = stage.apply(phase_of(kind));
    if (!applied) FAIL(applied.error().message);
  }
  stage.options.through = plan::PhaseName::Contract;
  holder = stage.connect("the application");
  person = stage.connect("psql");
}

void Scene::stand_in_its_way() {
  live::run(*holder, "BEGIN");
  live::run(*holder, kind.hold);
}

void Scene::make_way() {
  if (holder->alive()) live::run(*holder, "ROLLBACK");
}

std::string Scene::at_work(const char* what, const char* when) const {
  return live::one(
      *person, fmt::format("SELECT coalesce(string_agg(({})::text, ','), '') FROM pg_stat_activity "
                           "WHERE datname = current_database() AND application_name = 'pgstage "
                           "apply {} {}' AND {}",
                           what, stage.plan.id, kind.step, when));
}

bool Scene::waits() const { return !at_work("pid", "wait_event_type = 'Lock'").empty(); }

struct Blow {
  const char* name;
  void (*strike)(Scene& scene);
  int status;  ///< Of the run that was hit.
  /// Comes before the step, where nobody is in its way.
  bool before = false;
};

void kill_it(Scene& scene) {
  scene.run->kill();
  CHECK(scene.run->end().status == -1);
}

void terminate_it(Scene& scene) {
  while (scene.at_work("pg_terminate_backend(pid)", "wait_event_type = 'Lock'").empty() &&
         !scene.run->has_ended()) {
  }
}

void cancel_it(Scene& scene) {
  while (!scene.run->has_ended()) {
    scene.at_work("pg_cancel_backend(pid)", "wait_event_type = 'Lock'");
  }
}

void only_read(Scene&) {}

void wait_for_it_in_turn(Scene& scene) {
  if (scene.kind.partner != nullptr) (void)scene.holder->run(scene.kind.partner);
}

/// A backend that ends like this makes the server begin anew, as after a crash.
void crash_server(Scene& scene) {
  ::kill(scene.holder->backend_pid(), SIGKILL);
  while (scene.person->run("SELECT 1")) {
  }
  for (auto* session : {&scene.stage.session, &scene.holder, &scene.person}) {
    for (*session = nullptr; *session == nullptr;) {
      auto opened = db::libpq_connector(scene.stage.url)->connect("the next day");
      if (opened) *session = *std::move(opened);
    }
  }
}

void run_another(Scene& scene) {
  scene.stage.options.wait_for_run = milliseconds{0};
  const auto another = scene.stage.apply();
  REQUIRE_FALSE(another);
  CHECK(another.error().kind == ErrorKind::Refused);
  CHECK(another.error().message.find("pgstage apply") != std::string::npos);
  scene.stage.options.wait_for_run = std::chrono::minutes{1};
}

constexpr const char* kAway =
    "ALTER TABLE users RENAME TO people; ALTER TABLE parts RENAME TO bits";
constexpr const char* kBack =
    "ALTER TABLE people RENAME TO users; ALTER TABLE bits RENAME TO parts";

void change_what_it_needs(Scene& scene) {
  live::run(*scene.person, kAway);
  scene.run->go_on();
  const auto end = scene.run->end();
  CAPTURE(end.message);
  // What does not need them does not mind.
  if (end.status != 0) CHECK(end.status == 1);
  CHECK((end.status == 0) == (end.message.find(scene.kind.step) == std::string::npos));
  live::run(*scene.person, kBack);
}

constexpr Blow kBlows[] = {
    {"killed", kill_it, -1},
    {"backend terminated", terminate_it, 0},
    {"query cancelled", cancel_it, 1},
    {"lock held by a reader", only_read, 0},
    {"deadlock", wait_for_it_in_turn, 0},
    {"server crashed", crash_server, 0},
    {"second runner", run_another, 0},
    {"drift", change_what_it_needs, 1, true},
};

/// What a plan makes that nobody disturbs.
const shadow::Snapshot& undisturbed(const Kind& kind, Way way) {
  static std::map<std::pair<std::string, Way>, shadow::Snapshot> known;
  const auto [found, is_new] = known.try_emplace({kind.migration, way});
  if (is_new) {
    Stage stage(kStart, kind.migration);
    stage.options.watch = milliseconds{0};
    if (way == Way::Forth) {
      const auto applied = stage.apply();
      if (!applied) FAIL(kind.name << ": " << applied.error().message);
    }
    found->second = stage.snapshot();
  }
  return found->second;
}

/// Each step once, and nobody thinks that he is still at it.
void check_journal(Scene& scene) {
  auto& session = *scene.stage.session;
  const auto journal = [&](const std::string& sql) { return live::one(session, sql); };
  const char* end = scene.way == Way::Forth ? "done" : "undone";
  CHECK(journal(fmt::format("SELECT count(*) FROM pgstage.steps WHERE state <> '{}'", end)) == "0");
  CHECK(journal(fmt::format("SELECT count(*) FROM (SELECT FROM pgstage.events WHERE what = '{}' "
                            "GROUP BY step HAVING count(*) > 1) AS twice",
                            end)) == "0");
  CHECK(journal("SELECT phase FROM pgstage.plans") ==
        (scene.way == Way::Back ? "rolled back" : to_string(scene.stage.plan.phases.back().name)));
  CHECK(journal("SELECT epoch = (SELECT count(*) FROM pgstage.runs) AND epoch = (SELECT "
                "max(epoch) FROM pgstage.runs) FROM pgstage.plans") == "t");
}

/// Sessions that were ended need a moment to go.
void check_nothing_is_left(Scene& scene) {
  auto& session = *scene.stage.session;
  while (live::one(session,
                   "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                   "application_name LIKE 'pgstage apply%'") != "0") {
  }
  CHECK(live::one(session,
                  "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database "
                  "= (SELECT oid FROM pg_database WHERE datname = current_database())") == "0");
  CHECK(live::one(session, "SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0");
  for (const auto& line :
       shadow::differences(undisturbed(scene.kind, scene.way), scene.stage.snapshot(),
                           scene.stage.plan.accepted_differences)) {
    FAIL_CHECK(line);
  }
}

void finish(Scene& scene) {
  if (scene.way == Way::Forth) {
    const auto applied = scene.stage.apply();
    if (!applied) FAIL(applied.error().message << "; " << applied.error().hint);
  } else if (const auto undone = scene.stage.rollback(); !undone) {
    FAIL(undone.error().message << "; " << undone.error().hint);
  }
}

void try_pair(const Kind& kind, Way way, const Blow& blow, const shadow::Server& server) {
  const auto pair = words(kind, way, blow.name);
  CAPTURE(pair);
  Scene scene(kind, way, server);
  scene.run.emplace(scene.stage, way, kind.step);
  if (!scene.run->is_before_step()) FAIL("not come to its step: " << scene.run->end().message);
  if (!blow.before) {
    scene.stand_in_its_way();
    scene.run->go_on();
    while (!scene.waits() && !scene.run->has_ended()) {
    }
    CHECK(!scene.run->has_ended());
  }
  blow.strike(scene);
  scene.make_way();
  if (!blow.before && blow.status != -1) {
    const auto end = scene.run->end();
    CAPTURE(end.message);
    CHECK(end.status == blow.status);
  }
  finish(scene);
  check_journal(scene);
  check_nothing_is_left(scene);
  scene.run.reset();
}

bool has_all() {
  const char* wanted = std::getenv("TEST_KILL_MATRIX");
  return wanted != nullptr && std::string_view{wanted} == "all";
}

void try_all(Way way) {
  const char* only = std::getenv("TEST_KILL_ONLY");
  // Its own: it crashes. What was committed is kept over that.
  const auto server = live::start_server({"synchronous_commit=on"});
  std::size_t row = 0;
  for (const auto& kind : kKinds) {
    if (way == Way::Back && !kind.undone) continue;
    if (server.major() < 15 && std::string_view{kind.migration}.find("METHOD") != std::string::npos)
      continue;
    std::size_t column = 0;
    for (const auto& blow : kBlows) {
      const bool is_next = (column++ + 3 * row) % 4 == 0;
      if (only == nullptr ? has_all() || is_next
                          : words(kind, way, blow.name).find(only) != std::string::npos) {
        try_pair(kind, way, blow, server);
      }
    }
    ++row;
  }
}

}  // namespace

TEST_CASE("whatever happens to a run in any kind of step, the next one finishes the plan") {
  try_all(Way::Forth);
}

TEST_CASE("whatever happens to a rollback in any kind of step, the next one finishes it") {
  try_all(Way::Back);
}

TEST_CASE("what a plan relies on is looked at before anything is done") {
  for (const auto& kind : kKinds) {
    CAPTURE(kind.name);
    if (live::server().major() < 15 &&
        std::string_view{kind.migration}.find("METHOD") != std::string::npos)
      continue;
    Stage stage(kStart, kind.migration);
    live::run(*stage.session, kAway);
    const auto before = stage.snapshot();
    const auto applied = stage.apply();
    REQUIRE_FALSE(applied);
    CHECK(applied.error().kind == ErrorKind::Refused);
    CHECK(!applied.error().hint.empty());
    CHECK(live::one(*stage.session, "SELECT to_regnamespace('pgstage') IS NULL") == "t");
    CHECK(shadow::differences(before, stage.snapshot(), {}).empty());
  }
}

}  // namespace pgstage
