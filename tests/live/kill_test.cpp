// SIGKILL of the program itself, at random instants of the demo's plan. The run after it finishes
// the plan, and the database is the one that the migration as written would have made.
#include <csignal>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/report/plan.hpp"
#include "pgstage/shadow/compare.hpp"

#include "running.hpp"
#include "support.hpp"
#include "support/folder.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

using std::chrono::microseconds;
using Clock = std::chrono::steady_clock;
using live::Running;

constexpr const char* kRows =
    "INSERT INTO customers (name) SELECT 'customer ' || g FROM generate_series(1, 100) g;"
    "INSERT INTO orders (customer_id, state, quantity, note) SELECT 1 + g % 100, 'paid', g % 9, "
    "CASE WHEN g % 4 = 0 THEN NULL ELSE 'note' END FROM generate_series(1, 20000) g";

/// How many runs are killed. Each takes seconds, so that many are to be asked for.
int kills() {
  const char* wanted = std::getenv("TEST_KILLS");
  return wanted == nullptr ? 8 : std::atoi(wanted);
}

std::string demo(const std::string& file) { return PGSTAGE_SOURCE_DIR "/samples/demo/" + file; }

shadow::Snapshot snapshot(db::Session& session) {
  auto taken = shadow::take_snapshot(session);
  if (!taken) FAIL(taken.error().message);
  return *std::move(taken);
}

/// The shop of the demo, as often as wanted, and what the migration as written makes of it.
class Shop {
 public:
  Shop() {
    {
      const auto session = live::new_database();
      template_ = live::one(*session, "SELECT current_database()");
      live::run(*session, tests::read_file(demo("migrations/0001_shop.sql")));
      live::run(*session, kRows);
    }
    const std::string reference = copy();
    REQUIRE(pgstage({"plan", demo("migrations/0002_orders.sql"), "--database-url", url(reference),
                     "--output", plan_file(), "--quiet"}) == 0);
    auto plan = report::plan_from_json(tests::read_file(plan_file()));
    REQUIRE(plan);
    accepted_ = plan->accepted_differences;
    const auto session = connect(reference);
    live::run(*session, tests::read_file(demo("migrations/0002_orders.sql")));
    expected_ = snapshot(*session);
  }

  /// The name of a new database that is a copy of the shop.
  std::string copy() {
    const std::string name = template_ + "_" + std::to_string(++copies_);
    live::run(*connect("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + template_);
    return name;
  }
  void drop(const std::string& name) {
    live::run(*connect("postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
  }
  std::vector<std::string> apply(const std::string& name) const {
    return {PGSTAGE_BINARY_DIR "/pgstage",
            "apply",
            plan_file(),
            "--database-url",
            url(name),
            "--auto-approve",
            "--quiet",
            "--through",
            "contract"};
  }
  std::vector<std::string> differences(const std::string& name) const {
    const auto session = connect(name);
    return shadow::differences(expected_, snapshot(*session), accepted_);
  }

 private:
  static std::unique_ptr<db::Session> connect(const std::string& name) {
    auto session = live::server().connect(name);
    REQUIRE(session);
    return *std::move(session);
  }
  static int pgstage(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), PGSTAGE_BINARY_DIR "/pgstage");
    return Running(arguments).status();
  }
  static std::string url(const std::string& name) { return live::server().url(name); }
  std::string plan_file() const { return (folder_ / "plan.json").string(); }

  tests::Folder folder_;
  std::string template_;
  int copies_ = 0;
  std::vector<std::string> accepted_;
  shadow::Snapshot expected_;
};

microseconds time_of_a_whole_run(Shop& shop) {
  const std::string name = shop.copy();
  const auto begun = Clock::now();
  REQUIRE(Running(shop.apply(name)).status() == 0);
  const auto took = std::chrono::duration_cast<microseconds>(Clock::now() - begun);
  CHECK(shop.differences(name) == std::vector<std::string>{});
  shop.drop(name);
  return took;
}

}  // namespace

TEST_CASE("apply that is killed at any instant is finished by the next one") {
  Shop shop;
  const auto whole = time_of_a_whole_run(shop);
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::uniform_int_distribution<microseconds::rep> instant(0, whole.count());
  for (int i = 0; i < kills(); ++i) {
    const std::string name = shop.copy();
    const microseconds after{instant(random)};
    CAPTURE(after.count());
    {
      Running apply(shop.apply(name));
      std::this_thread::sleep_for(after);
      apply.signal(SIGKILL);
    }
    CHECK(Running(shop.apply(name)).status() == 0);
    CHECK(shop.differences(name) == std::vector<std::string>{});
    shop.drop(name);
  }
}

}  // namespace pgstage
