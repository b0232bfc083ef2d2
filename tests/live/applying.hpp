// A plan on a database that it fits, and everything around a run of it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "pgstage/apply/apply.hpp"
#include "pgstage/shadow/compare.hpp"

#include "support.hpp"

namespace pgstage::live {

using apply::milliseconds;

/// Sleeps a moment only, however long it is asked to.
class TestClock final : public apply::Clock {
 public:
  milliseconds now() override;
  apply::microseconds precisely() override;
  void sleep(apply::microseconds time) override;

  std::function<void()> on_sleep;
};

/// Keeps what it hears.
class Ear final : public apply::Observer {
 public:
  void phase_started(plan::PhaseName) override {}
  void step_started(const plan::Step& step, bool) override {
    started.push_back(step.id);
    if (on_step) on_step();
  }
  void try_failed(const plan::Step&, int, std::string_view why,
                  const std::vector<apply::Blocker>& blockers) override;
  void backfilled(const plan::Step&, const apply::BackfillProgress& told) override {
    progress.push_back(told);
    if (on_progress) on_progress(told);
  }
  void row_rejected(const plan::Step&, std::string_view row, std::string_view) override {
    rejected.emplace_back(row);
  }
  void step_done(const plan::Step&, milliseconds, milliseconds stalled) override {
    stalls.push_back(stalled);
  }
  void seen_at_gate(const apply::Evidence& evidence) override { seen.push_back(evidence); }
  void waiting(std::string_view why) override {
    waits.emplace_back(why);
    if (on_wait) on_wait();
  }

  bool heard(std::string_view part) const;

  std::function<void()> on_step;
  std::function<void()> on_wait;
  std::function<void(const apply::BackfillProgress&)> on_progress;
  std::vector<std::string> started;
  std::vector<std::string> whys;
  std::vector<std::string> waits;
  std::vector<apply::Evidence> seen;
  std::vector<std::string> rejected;
  std::vector<apply::BackfillProgress> progress;
  std::vector<apply::Blocker> blockers;
  std::vector<milliseconds> stalls;
};

/// Does something over and over on a thread of its own, until it goes.
class Meanwhile {
 public:
  explicit Meanwhile(std::function<void()> work)
      : thread_([this, work = std::move(work)] {
          while (!over_) work();
        }) {}
  ~Meanwhile() {
    over_ = true;
    thread_.join();
  }
  Meanwhile(const Meanwhile&) = delete;
  Meanwhile& operator=(const Meanwhile&) = delete;

 private:
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

class Yes final : public apply::Approver {
 public:
  Result<bool> approves(plan::PhaseName, const plan::Gate&) override { return true; }
};

struct Stage {
  Stage(const char* schema, const char* migration, const shadow::Server& server = live::server());

  Result<apply::Outcome> apply(db::Connector& connector, plan::PhaseName through);
  Result<apply::Outcome> apply(plan::PhaseName through = plan::PhaseName::Contract);
  Result<void> rollback();
  shadow::Snapshot snapshot();
  /// Another session on the database.
  std::unique_ptr<db::Session> connect(const char* application);

  std::unique_ptr<db::Session> session;
  std::string url;
  plan::Plan plan;
  apply::Options options;
  TestClock clock;
  Ear ear;
  Yes yes;
};

/// What a small step needs: a table in use, and a column that comes to it.
inline constexpr const char* kTable =
    "CREATE TABLE users (id int PRIMARY KEY); INSERT INTO users VALUES (1)";
inline constexpr const char* kAddColumn = "ALTER TABLE users ADD COLUMN extra int";

inline constexpr const char* kSchema =
    "CREATE TABLE users (id bigserial PRIMARY KEY, name text NOT NULL, age int, note text);"
    "CREATE INDEX users_name_idx ON users (name);"
    "INSERT INTO users (name, age, note) SELECT 'n' || g, g, CASE WHEN g % 3 = 0 THEN NULL ELSE "
    "'x' END FROM generate_series(1, 2000) g";

inline constexpr const char* kMigration =
    "ALTER TABLE users RENAME COLUMN name TO full_name;"
    "ALTER TABLE users ALTER COLUMN age TYPE bigint;"
    "CREATE INDEX users_age_note_idx ON users (note);"
    "UPDATE users SET note = '' WHERE note IS NULL;"
    "ALTER TABLE users ALTER COLUMN note SET NOT NULL";

}  // namespace pgstage::live
