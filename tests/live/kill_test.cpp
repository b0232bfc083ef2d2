// Runs of the program that are cut off at random instants of whole plans, while others write: it is
// killed or asked to stop, its backends are terminated, or the server crashes. The run after it
// finishes the plan, and the database is the one that the migration as written would have made, row
// by row. TEST_KILLS says how many (300 is the long form), TEST_SEED which seed, TEST_RECIPE keeps
// the samples with this text in `recipe/migration on start`; what goes wrong is printed with its
// seed.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/report/plan.hpp"
#include "pgstage/shadow/compare.hpp"
#include "pgstage/shadow/rows.hpp"
#include "pgstage/sql/script.hpp"

#include "applying.hpp"
#include "running.hpp"
#include "support/folder.hpp"
#include "support/project.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage {
namespace {

using std::chrono::microseconds;
using tests::RecipeSample;
using Clock = std::chrono::steady_clock;
using live::Running;

constexpr const char* kRows =
    "INSERT INTO customers (name) SELECT 'customer ' || g FROM generate_series(1, 100) g;"
    "INSERT INTO orders (customer_id, state, quantity, note) SELECT 1 + g % 100, 'paid', g % 9, "
    "CASE WHEN g % 4 = 0 THEN NULL ELSE 'note' END FROM generate_series(1, 20000) g";
constexpr int kRowsOfSample = 400;
constexpr int kKillsInShort = 10;

std::uint32_t number_from(const char* variable, std::uint32_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

/// Crashes now and then. What was committed is kept over that.
const shadow::Server& server() {
  static const shadow::Server kServer = [] {
    auto started = live::start_server({"synchronous_commit=on"});
    auto session = started.connect("postgres");
    REQUIRE(session);
    // A schema speaks of roles but does not bring them along.
    for (const std::string role :
         {"clerk", "desk", "pgstage_recipe_reader", "pgstage_recipe_writer", "reporting"}) {
      live::run(**session, "CREATE ROLE " + role);
    }
    return started;
  }();
  return kServer;
}

/// After a crash it takes a moment until there is somebody to talk to.
std::unique_ptr<db::Session> connect(const std::string& name) {
  for (;;) {
    auto session = server().connect(name);
    if (session) return *std::move(session);
    const auto& why = session.error().sqlstate;
    if (why != "57P03" && why != "08001" && why != "08006") FAIL(session.error().message);
  }
}

/// One by one: some refuse a transaction.
Result<void> run_each(db::Session& session, const std::string& text) {
  const auto script = sql::Script::parse(text);
  for (const auto& statement : script.statements()) {
    auto done = session.run(script.text(statement.span()));
    if (!done) return done.error();
  }
  return {};
}

shadow::Snapshot snapshot(const std::string& name) {
  auto taken = shadow::take_snapshot(*connect(name));
  if (!taken) FAIL(taken.error().message);
  return *std::move(taken);
}

/// The database of a sample, as often as wanted, and what its migration as written makes of it.
class Target {
 public:
  explicit Target(const RecipeSample& sample);

  /// The name of a new database.
  std::string copy();
  static void drop(const std::string& name) {
    live::run(*connect("postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
  }
  std::vector<std::string> apply(const std::string& name) const;
  std::vector<std::string> differences(const std::string& name) const {
    return shadow::differences(expected_, snapshot(name), accepted_);
  }
  /// Each changes nothing, in rows that are there before and after the plan.
  const std::vector<std::string>& writes() const { return writes_; }
  microseconds time() const { return time_; }
  bool outlasts_crashes() const { return outlasts_crashes_; }

 private:
  void make_template(const RecipeSample& sample, bool filled);
  void learn_writes(const shadow::Snapshot& start);

  tests::Folder folder_;
  std::string template_;
  int copies_ = 0;
  std::vector<std::string> accepted_;
  shadow::Snapshot expected_;
  std::vector<std::string> writes_;
  microseconds time_{0};
  bool outlasts_crashes_ = true;
};

void Target::make_template(const RecipeSample& sample, bool filled) {
  const auto session = live::new_database(server());
  template_ = live::one(*session, "SELECT current_database()");
  REQUIRE(run_each(*session, sample.schema));
  if (!filled) return;
  REQUIRE(shadow::fill(*session, {.per_table = kRowsOfSample, .style = shadow::RowStyle::Plain}));
}

Target::Target(const RecipeSample& sample) {
  make_template(sample, true);
  // Some migrations can only succeed without rows.
  if (!run_each(*connect(copy()), sample.migration)) make_template(sample, false);
  const auto plan = tests::sure_plan_of(sample, server().major());
  std::ofstream(folder_ / "plan.json") << report::plan_json(plan);
  accepted_ = plan.accepted_differences;
  const auto reference = copy();
  const auto start = snapshot(reference);
  REQUIRE(run_each(*connect(reference), sample.migration));
  expected_ = snapshot(reference);
  const auto again = copy();
  REQUIRE(run_each(*connect(again), sample.migration));
  for (const auto& column : shadow::differing_columns(expected_.tables, snapshot(again).tables)) {
    accepted_.push_back("values of " + column);
  }
  outlasts_crashes_ = (sample.schema + sample.migration).find("UNLOGGED") == std::string::npos;
  // A trigger may make more of a write that changes nothing.
  if ((sample.schema + sample.migration).find("TRIGGER") == std::string::npos) learn_writes(start);

  const auto begun = Clock::now();
  const auto whole = copy();
  REQUIRE(Running(apply(whole)).status() == 0);
  time_ = std::chrono::duration_cast<microseconds>(Clock::now() - begun);
  for (const auto& line : differences(whole)) FAIL_CHECK(line);
  for (const auto& name : {reference, again, whole}) drop(name);
}

std::string Target::copy() {
  const std::string name = template_ + "_" + std::to_string(++copies_);
  live::run(*connect("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + template_);
  return name;
}

std::vector<std::string> Target::apply(const std::string& name) const {
  return {PGSTAGE_BINARY_DIR "/pgstage",
          "apply",
          (folder_ / "plan.json").string(),
          "--isolated",
          "--database-url",
          server().url(name),
          "--auto-approve",
          "--quiet",
          "--through",
          "contract"};
}

void Target::learn_writes(const shadow::Snapshot& start) {
  for (const auto& [table, is] : start.tables) {
    const auto after = expected_.tables.find(table);
    // What stands for a table meanwhile may be a view, whose rows have a key and no place.
    if (after == expected_.tables.end() || is.key.empty() || is.key != after->second.key) continue;
    const auto key = fmt::format("{}", fmt::join(is.key, ", "));
    for (const auto& column : is.columns) {
      const auto fact = start.facts.find("column " + table + "." + column);
      const auto later = expected_.facts.find("column " + table + "." + column);
      const bool is_same = fact != start.facts.end() && later != expected_.facts.end() &&
                           fact->second == later->second && !fact->second.contains("generated") &&
                           !fact->second.contains("identity");
      if (!is_same) continue;
      writes_.push_back(
          fmt::format("UPDATE {0} SET {1} = {1} WHERE ({2}) = (SELECT {2} FROM {0} OFFSET "
                      "floor(random() * {3}) LIMIT 1)",
                      table, column, key, std::max<std::size_t>(1, is.rows.size())));
    }
  }
}

/// Writes until it goes. Nothing of it may fail, but for what a server that crashes takes along.
class Writer {
 public:
  Writer(const std::string& name, const std::vector<std::string>& writes, std::uint32_t seed)
      : name_(name), writes_(writes), random_(seed), meanwhile_([this] { write(); }) {}

  const std::string& failed() const { return failed_; }

 private:
  void write() {
    if (writes_.empty() || !failed_.empty()) return std::this_thread::yield();
    if (!session_ || !session_->alive()) {
      auto opened = server().connect(name_);
      if (!opened) return;
      session_ = *std::move(opened);
    }
    const auto& sql = writes_[random_() % writes_.size()];
    const auto done = session_->run(sql);
    if (!done && session_->alive()) failed_ = done.error().message + " in " + sql;
  }

  std::string name_;
  const std::vector<std::string>& writes_;
  std::mt19937 random_;
  std::unique_ptr<db::Session> session_;
  std::string failed_;
  live::Meanwhile meanwhile_;  ///< Last: it ends before what it uses.
};

enum class Blow { Kill, Stop, Terminate, Crash };

const char* to_string(Blow blow) {
  if (blow == Blow::Kill) return "killed";
  if (blow == Blow::Stop) return "asked to stop";
  return blow == Blow::Terminate ? "terminated" : "crashed";
}

void strike(Blow blow, Running& apply, const std::string& name) {
  if (blow == Blow::Kill) return apply.signal(SIGKILL);
  if (blow == Blow::Stop) return apply.signal(SIGTERM);
  auto session = connect(name);
  if (blow == Blow::Terminate) {
    live::run(*session,
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
              "current_database() AND application_name LIKE 'pgstage apply%'");
    return;
  }
  // A backend that ends like this makes the server begin anew, as after a crash.
  const auto other = connect(name);
  ::kill(session->backend_pid(), SIGKILL);
  while (other->run("SELECT 1")) {
  }
  connect(name);
}

/// Every step once; nothing and nobody is left.
void check_end(const Target& target, const std::string& name) {
  for (const auto& line : target.differences(name)) FAIL_CHECK(line);
  const auto session = connect(name);
  for (const auto* none :
       {"SELECT count(*) FROM pgstage.steps WHERE state <> 'done'",
        "SELECT count(*) FROM (SELECT FROM pgstage.events WHERE what = 'done' GROUP BY step HAVING "
        "count(*) > 1) AS twice",
        "SELECT count(*) FROM pg_index WHERE NOT indisvalid",
        "SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database WHERE "
        "l.locktype = 'advisory' AND d.datname = current_database()"}) {
    CHECK_MESSAGE(live::one(*session, none) == "0", none);
  }
}

void cut_off(Target& target, Blow blow, microseconds after, std::uint32_t seed) {
  const auto name = target.copy();
  {
    Writer one(name, target.writes(), seed);
    Writer two(name, target.writes(), seed + 1);
    {
      Running apply(target.apply(name));
      std::this_thread::sleep_for(after);
      strike(blow, apply, name);
    }
    CHECK(Running(target.apply(name)).status() == 0);
    CHECK(one.failed() == "");
    CHECK(two.failed() == "");
  }
  check_end(target, name);
  Target::drop(name);
}

/// What can be carried out without shutting others out, the demo first.
std::vector<RecipeSample> samples() {
  std::vector<RecipeSample> out = {
      {.recipe = "demo",
       .name = "orders",
       .start = "own",
       .schema = tests::read_file(tests::project("samples/demo/migrations/0001_shop.sql")) + kRows,
       .migration = tests::read_file(tests::project("samples/demo/migrations/0002_orders.sql"))}};
  const char* only = std::getenv("TEST_RECIPE");
  const auto proved = tests::read_file(tests::project("tests/live/proved.csv"));
  for (const auto& sample : tests::recipe_samples()) {
    if (!sample.is_shown() || sample.is_warned()) continue;
    const auto row = fmt::format("{},{},{},proved,proved,proved,proved,proved\n", sample.recipe,
                                 sample.name, sample.start);
    const bool is_wanted = only == nullptr || sample.words().find(only) != std::string::npos;
    // What is made for the whole server is made once.
    const bool is_alone = sample.schema.find("CREATE ROLE") == std::string::npos;
    if (proved.find(row) != std::string::npos && is_wanted && is_alone) out.push_back(sample);
  }
  return out;
}

}  // namespace

TEST_CASE("apply that is cut off at any instant, while others write, is finished by the next one") {
  const auto kills = number_from("TEST_KILLS", kKillsInShort);
  const auto seed = number_from("TEST_SEED", std::random_device{}());
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto all = samples();
  // Few samples for few kills: it takes a while to learn what a migration does.
  std::vector<std::size_t> chosen = {0};
  while (chosen.size() < std::min<std::size_t>(all.size(), 2 + kills / 4)) {
    chosen.push_back(random() % all.size());
  }
  for (std::uint32_t i = 0; i < kills;) {
    const auto& sample = all[chosen[(i / 4) % chosen.size()]];
    const auto words = sample.words();
    CAPTURE(words);
    Target target(sample);
    for (std::uint32_t end = std::min(kills, i + 4); i < end; ++i) {
      auto blow = static_cast<Blow>(random() % 4);
      if (blow == Blow::Crash && !target.outlasts_crashes()) blow = Blow::Terminate;
      const microseconds after{random() % static_cast<std::uint32_t>(target.time().count())};
      const std::string how = to_string(blow);
      CAPTURE(how);
      CAPTURE(after.count());
      cut_off(target, blow, after, static_cast<std::uint32_t>(random()));
    }
  }
}

}  // namespace pgstage
