// One run at a time, and what becomes of it when it is cut off or taken over.
#include <doctest/doctest.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using live::kAddColumn;
using live::kTable;
using live::Meanwhile;
using live::milliseconds;
using live::Stage;

constexpr const char* kLock = "SELECT pg_advisory_lock(hashtextextended('pgstage pgstage', 0))";

/// Loses its connection at a COMMIT, before or after the server has heard it.
class AtCommit final : public db::Session {
 public:
  AtCommit(std::unique_ptr<db::Session> inner, bool after, int& left)
      : inner_(std::move(inner)), after_(after), left_(left) {}

  Result<db::Rows> run(std::string_view sql) override {
    if (sql != "COMMIT" || --left_ != 0) return inner_->run(sql);
    if (after_) live::run(*inner_, sql);
    return inner_->run("SELECT pg_terminate_backend(pg_backend_pid())");
  }
  Result<db::Rows> run_watched(std::string_view sql, milliseconds pace,
                               const std::function<void()>& look) override {
    return inner_->run_watched(sql, pace, look);
  }
  Result<db::Rows> query(std::string_view sql, const std::vector<db::Value>& params) override {
    return inner_->query(sql, params);
  }
  void cancel() override { inner_->cancel(); }
  int backend_pid() const override { return inner_->backend_pid(); }
  int server_version_num() const override { return inner_->server_version_num(); }
  bool alive() const override { return inner_->alive(); }

 private:
  std::unique_ptr<db::Session> inner_;
  bool after_;
  int& left_;
};

struct LosingConnector final : db::Connector {
  LosingConnector(const std::string& url, bool lose_after)
      : inner(db::libpq_connector(url)), after(lose_after) {}
  Result<std::unique_ptr<db::Session>> connect(std::string_view name) override {
    auto session = inner->connect(name);
    if (!session) return session.error();
    return std::unique_ptr<db::Session>(new AtCommit(*std::move(session), after, left));
  }
  std::string target() const override { return inner->target(); }

  std::unique_ptr<db::Connector> inner;
  bool after;
  int left = 1;
};

}  // namespace

TEST_CASE("a second runner is refused and told who runs") {
  Stage stage(kTable, kAddColumn);
  stage.options.wait_for_run = milliseconds{100};
  auto first = stage.connect("pgstage apply another");
  live::run(*first, kLock);
  const auto second = stage.apply();
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::Refused);
  CHECK(second.error().message.find("pgstage apply another") != std::string::npos);
}

TEST_CASE("a second runner waits as long as it is told to") {
  Stage stage(kTable, kAddColumn);
  stage.options.wait_for_run = std::chrono::minutes{5};
  auto first = stage.connect("pgstage apply another");
  live::run(*first, kLock);
  int slept = 0;
  stage.clock.on_sleep = [&] {
    if (++slept == 3) live::run(*first, "SELECT pg_advisory_unlock_all()");
  };
  CHECK(stage.apply());
}

TEST_CASE("a run that was taken over while it slept does nothing more") {
  for (const char* migration :
       {kAddColumn, "CREATE INDEX extra ON users (id)", "UPDATE users SET id = id"}) {
    Stage stage(kTable, migration);
    stage.ear.on_step = [&] { live::run(*stage.session, "UPDATE pgstage.plans SET epoch = 100"); };
    const auto before = stage.snapshot();
    const auto applied = stage.apply();
    REQUIRE_FALSE(applied);
    CHECK(applied.error().message == "another run of pgstage has taken this plan over");
    CHECK(shadow::differences(before, stage.snapshot(), {}) == std::vector<std::string>{});
  }
}

TEST_CASE("the journal says who runs and when it was last heard of") {
  Stage stage(kTable, kAddColumn);
  stage.options.runner = "process 7 on a host";
  const auto connector = db::libpq_connector(stage.url);
  std::string running;
  stage.ear.on_step = [&] {
    const auto standings = apply::status(*connector, "pgstage");
    REQUIRE(standings);
    running = standings->at(0).run;
  };
  REQUIRE(stage.apply());
  CHECK(running == "process 7 on a host, heard of 0 s ago");
  CHECK(apply::status(*connector, "pgstage")->at(0).run.empty());
}

TEST_CASE("a COMMIT whose answer was lost is looked up, whichever way it went") {
  for (const bool after : {false, true}) {
    bool lost = true;
    for (int commit = 1; lost; ++commit) {
      CAPTURE(after);
      CAPTURE(commit);
      Stage stage(kTable,
                  "ALTER TABLE users ADD COLUMN extra int; ALTER TABLE users ADD note text");
      LosingConnector connector(stage.url, after);
      connector.left = commit;
      const auto applied = stage.apply(connector, plan::PhaseName::Contract);
      if (!applied) FAIL(applied.error().message);
      lost = connector.left <= 0;
      CHECK(live::one(*stage.session, "SELECT count(extra) + count(note) FROM users") == "0");
      CHECK(live::one(*stage.session, "SELECT count(*) FROM pgstage.events WHERE what = 'done'") ==
            live::one(*stage.session, "SELECT count(*) FROM pgstage.steps WHERE state = 'done'"));
    }
  }
}

TEST_CASE("an index that the backend of a killed run still builds is waited for and kept") {
  Stage stage(kTable, "CREATE INDEX users_extra ON users ((id + 1))");
  // Who wrote and has not committed holds up the build.
  auto writer = stage.connect("the application");
  live::run(*writer, "BEGIN; INSERT INTO users VALUES (2)");
  auto orphan = stage.connect("pgstage apply 0123456789abcdef expand-1");
  Result<db::Rows> built = db::Rows{};
  std::thread building([&] { built = orphan->run(stage.plan.phases[0].steps[0].sql[0]); });
  while (live::one(*stage.session, "SELECT count(*) FROM pg_stat_progress_create_index") == "0") {
  }
  bool committed = false;
  stage.clock.on_sleep = [&] {
    if (committed || !stage.ear.heard("still builds an index")) return;
    live::run(*writer, "COMMIT");
    committed = true;
  };
  stage.options.deadline = milliseconds{0};
  std::thread ending([&] {
    building.join();
    orphan.reset();
  });
  const auto applied = stage.apply();
  ending.join();
  if (!applied) FAIL(applied.error().message);
  CHECK(built);
  CHECK(live::one(*stage.session,
                  "SELECT indisvalid FROM pg_index WHERE indexrelid = "
                  "'users_extra'::regclass") == "t");
  CHECK(stage.ear.whys.empty());
}

}  // namespace pgstage
