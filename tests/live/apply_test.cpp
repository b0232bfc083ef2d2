#include "pgstage/apply/apply.hpp"

#include <functional>

#include <doctest/doctest.h>

#include "pgstage/shadow/compare.hpp"

#include "applying.hpp"

namespace pgstage {
namespace {

using apply::milliseconds;
using live::kMigration;
using live::kSchema;
using live::Stage;

void expect_done(Stage& stage) {
  CHECK(live::one(*stage.session,
                  "SELECT count(*) FROM users WHERE full_name = 'n' || id AND age = id AND note IS "
                  "NOT NULL") == "2000");
  CHECK(live::one(*stage.session,
                  "SELECT count(*) FROM pg_class WHERE relname LIKE 'pgstage%' AND "
                  "relnamespace = 'public'::regnamespace") == "0");
  CHECK(live::one(*stage.session, "SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0");
  CHECK(live::one(*stage.session, "SELECT count(*) FROM pgstage.steps WHERE state <> 'done'") ==
        "0");
}

/// Sessions that lose their connection for good after a number of calls, as a killed client does.
class Mortal final : public db::Connector {
 public:
  Mortal(const std::string& url, int calls) : inner_(db::libpq_connector(url)), calls_(calls) {}

  Result<std::unique_ptr<db::Session>> connect(std::string_view name) override;
  std::string target() const override { return inner_->target(); }

  bool died() const { return calls_ <= 0; }
  bool spend() { return --calls_ > 0; }

 private:
  std::unique_ptr<db::Connector> inner_;
  int calls_;
};

class MortalSession final : public db::Session {
 public:
  MortalSession(std::unique_ptr<db::Session> inner, Mortal& life)
      : inner_(std::move(inner)), life_(life) {}

  Result<db::Rows> run(std::string_view sql) override {
    if (!life_.spend()) return dead();
    return inner_->run(sql);
  }
  Result<db::Rows> run_watched(std::string_view sql, milliseconds pace,
                               const std::function<void()>& look) override {
    if (!life_.spend()) return dead();
    return inner_->run_watched(sql, pace, look);
  }
  Result<db::Rows> query(std::string_view sql, const std::vector<db::Value>& params) override {
    if (!life_.spend()) return dead();
    return inner_->query(sql, params);
  }
  void cancel() override { inner_->cancel(); }
  int backend_pid() const override { return inner_->backend_pid(); }
  int server_version_num() const override { return inner_->server_version_num(); }
  bool alive() const override { return !life_.died() && inner_->alive(); }

 private:
  static Error dead() {
    Error error = input_error("the client was killed");
    error.sqlstate = "XX000";
    return error;
  }

  std::unique_ptr<db::Session> inner_;
  Mortal& life_;
};

Result<std::unique_ptr<db::Session>> Mortal::connect(std::string_view name) {
  if (!spend()) return input_error("the client was killed");
  auto session = inner_->connect(name);
  if (!session) return session.error();
  return std::unique_ptr<db::Session>(new MortalSession(*std::move(session), *this));
}

}  // namespace

TEST_CASE("a plan is carried out phase by phase and leaves nothing behind but its journal") {
  Stage stage(kSchema, kMigration);
  const auto expanded = stage.apply(plan::PhaseName::Expand);
  REQUIRE(expanded);
  CHECK(expanded->next == plan::PhaseName::Migrate);
  const auto done = stage.apply(plan::PhaseName::Contract);
  if (!done) FAIL(done.error().message);
  CHECK(done->finished);
  expect_done(stage);
}

TEST_CASE("rollback from expand and from migrate restores the start, rows and all") {
  for (const auto through : {plan::PhaseName::Expand, plan::PhaseName::Migrate}) {
    Stage stage(kSchema, kMigration);
    const auto before = stage.snapshot();
    const auto applied = stage.apply(through);
    if (!applied) FAIL(applied.error().message);
    const auto undone = stage.rollback();
    if (!undone) FAIL(undone.error().message);
    for (const auto& line : shadow::differences(before, stage.snapshot(), {})) FAIL_CHECK(line);
  }
}

TEST_CASE("rollback is refused once the plan has contracted") {
  Stage stage(kSchema, kMigration);
  REQUIRE(stage.apply(plan::PhaseName::Contract));
  const auto undone = stage.rollback();
  REQUIRE_FALSE(undone);
  CHECK(undone.error().kind == ErrorKind::Refused);
}

TEST_CASE("contract is closed while the old name of a column is written") {
  Stage stage(kSchema, kMigration);
  REQUIRE(stage.apply(plan::PhaseName::Migrate));
  live::run(*stage.session, "UPDATE users SET name = 'somebody' WHERE id = 7");
  const auto closed = stage.apply(plan::PhaseName::Contract);
  REQUIRE_FALSE(closed);
  CHECK(closed.error().message.find("nothing was written to public.users.name") !=
        std::string::npos);
  live::run(*stage.session, "SELECT setval('pgstage_last_write_users_name', 1)");
  live::run(*stage.session, "UPDATE users SET full_name = 'n7', age = age WHERE id = 7");
  live::run(*stage.session, "UPDATE users SET age = age WHERE id > 1000");
  const auto done = stage.apply(plan::PhaseName::Contract);
  if (!done) FAIL(done.error().message);
  expect_done(stage);
}

TEST_CASE("what was written while the trigger was off keeps the old column, until that is mended") {
  for (const bool left_off : {true, false}) {
    CAPTURE(left_off);
    Stage stage(kSchema, kMigration);
    REQUIRE(stage.apply(plan::PhaseName::Migrate));
    live::run(*stage.session,
              "ALTER TABLE users DISABLE TRIGGER ALL; UPDATE users SET age = 700 WHERE id = 7");
    const std::string enable =
        "SELECT format('ALTER TABLE users ENABLE ALWAYS TRIGGER %I', tgname) FROM pg_trigger WHERE "
        "tgrelid = 'users'::regclass AND tgname LIKE '%pgstage_sync%'";
    const auto mend = [&] {
      for (const auto& row : live::run(*stage.session, enable).rows) {
        live::run(*stage.session, *row[0]);
      }
    };
    if (!left_off) mend();
    const auto refused = stage.apply(plan::PhaseName::Contract);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("with its trigger enabled ALWAYS) failed: it is not so") !=
          std::string::npos);
    mend();
    live::run(*stage.session, "UPDATE users SET age = 7 WHERE id = 7");
    const auto done = stage.apply(plan::PhaseName::Contract);
    if (!done) FAIL(done.error().message);
    expect_done(stage);
  }
}

TEST_CASE("no write fails for a narrower type before migrate, and none gets past it afterwards") {
  const std::string too_long = "UPDATE users SET note = 'too long' WHERE id = 7";
  Stage stage(kSchema, "ALTER TABLE users ALTER COLUMN note TYPE varchar(3)");
  REQUIRE(stage.apply(plan::PhaseName::Expand));
  live::run(*stage.session, too_long);
  CHECK_FALSE(stage.apply(plan::PhaseName::Migrate));
  live::run(*stage.session, "UPDATE users SET note = 'yes  ' WHERE id = 7");
  REQUIRE(stage.apply(plan::PhaseName::Migrate));
  const auto refused = stage.session->run(too_long);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().sqlstate == "22001");
  REQUIRE(stage.apply(plan::PhaseName::Contract));
  CHECK(live::one(*stage.session, "SELECT note FROM users WHERE id = 7") == "yes");
}

TEST_CASE("what cannot be converted is found before anything changes") {
  Stage stage(kSchema, "ALTER TABLE users ALTER COLUMN name TYPE varchar(3)");
  const auto before = stage.snapshot();
  CHECK_FALSE(stage.apply(plan::PhaseName::Expand));
  REQUIRE(stage.rollback());
  for (const auto& line : shadow::differences(before, stage.snapshot(), {})) FAIL_CHECK(line);
}

TEST_CASE("a run that dies after any of its calls to the server is finished by the next one") {
  int calls = 1;
  for (bool died = true; died; calls += 7) {
    Stage stage(kSchema, kMigration);
    {
      Mortal mortal(stage.url, calls);
      const auto first = stage.apply(mortal, plan::PhaseName::Contract);
      died = mortal.died();
      if (!died) CHECK(first);
    }
    const auto second = stage.apply(plan::PhaseName::Contract);
    if (!second) FAIL("after " << calls << " calls: " << second.error().message);
    expect_done(stage);
  }
  CHECK(calls > 100);
}

TEST_CASE("a run that dies anywhere can be rolled back to the start") {
  for (int calls = 20; calls < 200; calls += 23) {
    Stage stage(kSchema, kMigration);
    const auto before = stage.snapshot();
    {
      Mortal mortal(stage.url, calls);
      const auto first = stage.apply(mortal, plan::PhaseName::Migrate);
    }
    const auto undone = stage.rollback();
    if (!undone) FAIL("after " << calls << " calls: " << undone.error().message);
    for (const auto& line : shadow::differences(before, stage.snapshot(), {})) {
      FAIL_CHECK("after " << calls << " calls: " << line);
    }
  }
}

TEST_CASE("a plan whose facts have changed is refused, object by object") {
  Stage stage(kSchema, kMigration);
  live::run(*stage.session, "ALTER TABLE users ALTER COLUMN age TYPE smallint");
  const auto applied = stage.apply(plan::PhaseName::Expand);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().kind == ErrorKind::Refused);
  CHECK(applied.error().message ==
        "the plan is stale: \"public.users.age\" was \"integer\" and is \"smallint\"");
  CHECK(live::one(*stage.session, "SELECT to_regnamespace('pgstage') IS NULL") == "t");
}

TEST_CASE("a sequence that is kept as its unlogged table is makes no plan stale") {
  Stage stage("CREATE UNLOGGED TABLE events (number serial PRIMARY KEY)",
              "ALTER TABLE events SET LOGGED");
  const auto applied = stage.apply();
  if (!applied) FAIL(applied.error().message);
  CHECK(applied->finished);
}

TEST_CASE("a plan for another version is refused before anything is touched") {
  Stage stage(kSchema, kMigration);
  stage.plan.pg_version = 12;
  const auto applied = stage.apply(plan::PhaseName::Expand);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().kind == ErrorKind::Refused);
}

}  // namespace pgstage
