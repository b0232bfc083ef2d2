// The model against the server at hand, measured now: each case of tests/effects/groundtruth is run
// in a transaction that is rolled back, while we look at its locks and at what it dropped.
#include <algorithm>
#include <map>
#include <optional>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pgstage/model/lock_mode.hpp"
#include "pgstage/sql/script.hpp"

#include "live/support.hpp"
#include "support/scoring.hpp"

namespace pgstage {
namespace {

using Json = nlohmann::json;

struct Seen {
  std::string name;
  std::string kind;
};
/// What there is, by OID.
using Present = std::map<std::string, Seen>;

// Names are those of the measurements: without `public`, temporary ones in `pg_temp`.
constexpr std::string_view kPresent =
    "SELECT c.oid, CASE WHEN n.nspname = 'public' THEN c.relname ELSE "
    "pg_catalog.regexp_replace(n.nspname, '^pg_temp_[0-9]+$', 'pg_temp') || '.' || c.relname END, "
    "c.relkind FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.oid >= 16384 AND n.nspname !~ '^(pg_catalog|information_schema|pg_toast)'";
constexpr std::string_view kLocks =
    "SELECT relation, mode FROM pg_catalog.pg_locks WHERE pid = pg_catalog.pg_backend_pid() AND "
    "locktype = 'relation' AND granted";

/// One setup, shared by all cases that begin with it: they leave nothing behind.
class Ground {
 public:
  explicit Ground(const std::string& setup) {
    auto session = live::new_database();
    name_ = live::one(*session, "SELECT pg_catalog.current_database()");
    for (const auto& sql : statements(setup)) fits_ = fits_ && session->run(sql).has_value();
  }

  /// What the server does with a case; nothing when it cannot be brought that far.
  std::optional<Json> measure(const Json& measured_case) const {
    auto session = live::server().connect(name_);
    REQUIRE(session);
    if (!fits_) return std::nullopt;
    for (const auto& sql : statements(measured_case.value("session", ""))) {
      if (!(*session)->run(sql)) return std::nullopt;
    }
    const auto before = present(**session);
    live::run(**session, "BEGIN");
    Json locks = Json::object();
    for (const auto& sql : statements(measured_case["sql"])) {
      if (const auto done = (*session)->run(sql); !done) return failure(done.error().sqlstate);
      look_at_locks(**session, before, locks);
    }
    Json out = {{"ok", true}, {"txn_ok", true}, {"dropped", dropped(**session, before)}};
    for (const auto& [oid, mode] : locks.items()) {
      const auto& seen = before.at(oid);
      const bool index = seen.kind == "i" || seen.kind == "I";
      if (seen.kind != "c" && mode != "AccessShareLock") {
        out[index ? "index_locks" : "locks"][seen.name] = mode;
      }
    }
    // What the end of the transaction would find.
    const auto deferred = (*session)->run("SET CONSTRAINTS ALL IMMEDIATE");
    return deferred ? out : failure(deferred.error().sqlstate);
  }

 private:
  static std::vector<std::string> statements(const std::string& sql) {
    const auto script = sql::Script::parse(sql);
    std::vector<std::string> out;
    for (const auto& each : script.statements()) out.emplace_back(script.text(each.span()));
    return out;
  }

  static Json failure(const std::string& sqlstate) {
    const bool no_block = sqlstate == "25001" || sqlstate == "2D000";
    return {{"ok", false}, {"txn_ok", !no_block}, {"sqlstate", sqlstate}};
  }

  static Present present(db::Session& session) {
    Present out;
    for (const auto& row : live::run(session, kPresent).rows) out[*row[0]] = {*row[1], *row[2]};
    return out;
  }

  static void look_at_locks(db::Session& session, const Present& before, Json& locks) {
    for (const auto& row : live::run(session, kLocks).rows) {
      if (!before.contains(*row[0])) continue;
      auto& strongest = locks[*row[0]];
      const bool stronger =
          strongest.is_null() || *lock_mode_from_pg_locks(strongest.get<std::string>()) <
                                     *lock_mode_from_pg_locks(*row[1]);
      if (stronger) strongest = *row[1];
    }
  }

  /// What has gone, unless something of the same name took its place, as rebuilt indexes do.
  static std::set<std::string> dropped(db::Session& session, const Present& before) {
    const auto after = present(session);
    std::set<std::string> still;
    for (const auto& [oid, seen] : after) {
      if (!before.contains(oid) && seen.kind != "r") still.insert(seen.name);
    }
    std::set<std::string> out;
    for (const auto& [oid, seen] : before) {
      if (!after.contains(oid) && !still.contains(seen.name)) out.insert(seen.name);
    }
    return out;
  }

  std::string name_;
  bool fits_ = true;
};

/// Whether the case was measured on this major, and can be in a transaction.
bool applies(const Json& measured_case, int major) {
  if (measured_case.value("autocommit", false)) return false;
  for (const auto& measured : measured_case["measured"]) {
    const auto& majors = measured["majors"];
    if (std::find(majors.begin(), majors.end(), major) != majors.end()) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the effects are those that this server has") {
  const int major = live::binaries().major;
  tests::Score score;
  std::map<std::string, Ground> grounds;
  int measured_now = 0;
  for (const auto& each : tests::measured_cases("measured.jsonl")) {
    if (!applies(each, major)) continue;
    const auto setup = each.value("setup", "");
    const auto measured = grounds.try_emplace(setup, setup).first->second.measure(each);
    if (!measured) continue;
    // Outside a transaction block it is another measurement.
    if (!measured->at("txn_ok")) continue;
    score.add(each, *measured, major);
    ++measured_now;
  }
  MESSAGE(measured_now, " statements measured", score.table());
  CHECK(measured_now >= 300);
  for (const auto& field : score.fields()) CHECK_MESSAGE(score.percent(field) >= 97.0, field);
}

}  // namespace pgstage
