// A connection that is lost once, wherever that is: the same run finishes the plan.
#include <doctest/doctest.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using live::milliseconds;
using live::Stage;
using plan::PhaseName;

/// Cuts one session off, at the given call of all that are made on its sessions.
class Severing final : public db::Connector {
 public:
  Severing(const std::string& url, int call) : inner_(db::libpq_connector(url)), call_(call) {}

  Result<std::unique_ptr<db::Session>> connect(std::string_view name) override;
  std::string target() const override { return inner_->target(); }

  /// Whether this is the call.
  bool is_it() { return --call_ == 0; }
  bool came_to_it() const { return call_ <= 0; }

 private:
  std::unique_ptr<db::Connector> inner_;
  int call_;
};

class SeveredSession final : public db::Session {
 public:
  SeveredSession(std::unique_ptr<db::Session> inner, Severing& by)
      : inner_(std::move(inner)), by_(by) {}

  Result<db::Rows> run(std::string_view sql) override {
    return lost() ? cut_off() : inner_->run(sql);
  }
  Result<db::Rows> run_watched(std::string_view sql, milliseconds pace,
                               const std::function<void()>& look) override {
    return lost() ? cut_off() : inner_->run_watched(sql, pace, look);
  }
  Result<db::Rows> query(std::string_view sql, const std::vector<db::Value>& params) override {
    return lost() ? cut_off() : inner_->query(sql, params);
  }
  void cancel() override {
    if (inner_) inner_->cancel();
  }
  int backend_pid() const override { return inner_ ? inner_->backend_pid() : 0; }
  int server_version_num() const override { return inner_ ? inner_->server_version_num() : 0; }
  bool alive() const override { return inner_ && inner_->alive(); }

 private:
  bool lost() {
    if (by_.is_it()) inner_.reset();
    return !inner_;
  }
  static Result<db::Rows> cut_off() {
    Error error = failure("server closed the connection unexpectedly");
    error.sqlstate = "08006";
    return error;
  }

  std::unique_ptr<db::Session> inner_;
  Severing& by_;
};

Result<std::unique_ptr<db::Session>> Severing::connect(std::string_view name) {
  auto session = inner_->connect(name);
  if (!session) return session.error();
  return std::unique_ptr<db::Session>(new SeveredSession(*std::move(session), *this));
}

/// Rows that only the walk itself finds: nothing counts them at the end.
constexpr const char* kRows =
    "CREATE TABLE users (id int PRIMARY KEY, visits int NOT NULL, note text);"
    "INSERT INTO users SELECT g, g, repeat('x', 200) FROM generate_series(1, 3000) g";

/// Until then a run has only looked around.
constexpr int kToBegin = 40;

}  // namespace

TEST_CASE("a run that loses a connection at any of its calls finishes all the same") {
  struct Case {
    const char* migration;
    int step;
  };
  for (const Case& tried :
       {Case{"UPDATE users SET visits = visits + 1", 5},
        Case{"ALTER TABLE users ALTER COLUMN visits TYPE bigint; CREATE INDEX ON users (note)",
             11}}) {
    bool came_to_it = true;
    int call = 1;
    for (; came_to_it; call += tried.step) {
      CAPTURE(tried.migration);
      CAPTURE(call);
      Stage stage(kRows, tried.migration);
      Severing connector(stage.url, call);
      const auto applied = stage.apply(connector, PhaseName::Contract);
      came_to_it = connector.came_to_it();
      if (!applied) {
        CHECK(call < kToBegin);
        CHECK(applied.error().message == "server closed the connection unexpectedly");
        continue;
      }
      CHECK(live::one(*stage.session,
                      "SELECT count(DISTINCT visits - id) || ' ' || count(*) FROM users") ==
            "1 3000");
      CHECK(live::one(*stage.session, "SELECT count(*) FROM pgstage.steps WHERE state <> 'done'") ==
            "0");
    }
    CHECK(call > 60);
  }
}

}  // namespace pgstage
