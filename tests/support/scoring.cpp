#include "support/scoring.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "pgstage/effects/effects.hpp"

#include "support/project.hpp"

namespace pgstage::tests {
namespace {

using Json = nlohmann::json;
using Names = std::set<std::string>;

/// As measured names are written: without `public`, and temporary relations by `pg_temp`.
std::string measured_name(const QualifiedName& name) {
  return name.schema == "public" ? name.name : name.schema + "." + name.name;
}

/// What a case does as a whole, in the words of the measurements.
struct Claims {
  bool ok = true;
  std::string sqlstate;
  bool needs_rows = false;  ///< It fails only where there are rows.
  bool txn_ok = true;
  std::map<std::string, LockMode> locks;
  std::map<std::string, LockMode> index_locks;
  std::map<std::string, Names> sets;
};

void keep_strongest(std::map<std::string, LockMode>& locks, const std::string& name,
                    LockMode mode) {
  if (mode == LockMode::AccessShare) return;
  const auto [slot, fresh] = locks.emplace(name, mode);
  if (!fresh) slot->second = std::max(slot->second, mode);
}

/// Plays the statements of a case and gathers what they do to what was there before.
class Play {
 public:
  Play(const Json& measured_case, int major)
      : version_{major}, before_(start_of(measured_case)), session_(before_.catalog()) {
    const auto settings = sql::Script::parse(measured_case.value("session", ""));
    for (const auto& each : settings.statements()) session_.advance(each.view(), settings, {});
    if (!measured_case.value("autocommit", false)) session_.begin();
    const auto script = sql::Script::parse(measured_case["sql"]);
    for (const auto& each : script.statements()) {
      if (!claims_.ok) break;
      take(effects::analyze(each, each.view(), session_, version_), each.view());
      session_.advance(each.view(), script, each.span());
    }
  }

  const Claims& claims() const { return claims_; }

 private:
  static catalog::Replay start_of(const Json& measured_case) {
    const auto setup = sql::Script::parse(measured_case.value("setup", ""));
    catalog::Replay replay{catalog::Catalog(true)};
    for (const auto& each : setup.statements()) replay.advance(each.view(), setup, each.span());
    replay.commit();
    replay.new_batch();
    return replay;
  }

  bool existed(const QualifiedName& name) const {
    return before_.catalog().relation(name) != nullptr;
  }
  bool index_existed(const QualifiedName& name) const {
    return before_.catalog().table_of_index(name) != nullptr;
  }

  void add(const std::string& field, const QualifiedName& name, bool there) {
    if (there) claims_.sets[field].insert(measured_name(name));
  }

  void take(const effects::Effects& effects, const sql::View& view) {
    claims_.txn_ok = claims_.txn_ok && effects.transaction_allowed;
    if (effects.fails) {
      claims_.ok = false;
      claims_.sqlstate = effects.fails->sqlstate;
      claims_.needs_rows = effects.fails->needs_rows;
    }
    for (const auto& lock : effects.locks) {
      if (!existed(lock.relation)) continue;
      keep_strongest(claims_.locks, measured_name(lock.relation), lock.mode);
    }
    for (const auto& lock : effects.index_locks) {
      if (!index_existed(lock.index)) continue;
      keep_strongest(claims_.index_locks, measured_name(lock.index), lock.mode);
    }
    take_sets(effects);
    take_savepoints(view);
  }

  void take_sets(const effects::Effects& effects) {
    for (const auto& each : effects.rewrites) add("rewritten", each.table, existed(each.table));
    for (const auto& each : effects.scans) add("scanned", each.table, existed(each.table));
    for (const auto& each : effects.index_builds) {
      add("indexes_rebuilt", each.index, index_existed(each.index));
    }
    for (const auto& each : effects.blocks) {
      add("reads_blocked", each.relation, each.reads && existed(each.relation));
      add("writes_blocked", each.relation, each.writes && existed(each.relation));
    }
    for (const auto& each : effects.drops) {
      add("dropped", each, existed(each) || index_existed(each));
    }
  }

  /// What ROLLBACK TO undoes was measured as not having happened, but for the locks taken.
  void take_savepoints(const sql::View& view) {
    const auto* transaction = std::get_if<sql::Transaction>(&view);
    if (transaction == nullptr) return;
    using What = sql::Transaction::What;
    if (transaction->what == What::Savepoint) at_savepoint_ = claims_.sets;
    if (transaction->what == What::RollbackTo) claims_.sets = at_savepoint_;
  }

  ServerVersion version_;
  catalog::Replay before_;
  catalog::Replay session_;
  Claims claims_;
  std::map<std::string, Names> at_savepoint_;
};

const std::vector<std::string> kSets = {"rewritten",     "scanned",        "indexes_rebuilt",
                                        "reads_blocked", "writes_blocked", "dropped"};

std::string text(const Names& names) {
  return names.empty() ? "nothing" : fmt::format("{}", fmt::join(names, " "));
}

std::string text(const std::map<std::string, LockMode>& locks) {
  Names out;
  for (const auto& [name, mode] : locks) {
    out.insert(fmt::format("{}:{}", name, pg_locks_name(mode)));
  }
  return text(out);
}

std::string locks_text(const Json& measured, const std::string& field) {
  Names out;
  if (measured.contains(field)) {
    for (const auto& [name, mode] : measured[field].items()) {
      out.insert(fmt::format("{}:{}", name, mode.get<std::string>()));
    }
  }
  return text(out);
}

}  // namespace

void Score::add(const Json& measured_case, const Json& measured, int major) {
  where_ = measured_case["id"];
  major_ = major;
  const auto claims = Play(measured_case, major).claims();
  const std::string state = measured.value("sqlstate", "");
  // What depends on the rows is not to be known from the schema.
  if (!claims.needs_rows && !state.starts_with("22") && !state.starts_with("23")) {
    compare("ok", claims.ok ? "yes" : "no: " + claims.sqlstate,
            measured["ok"] ? "yes" : "no: " + state, claims.ok == measured["ok"]);
    if (!claims.ok && !measured["ok"]) compare("sqlstate", claims.sqlstate, state);
  }
  compare("txn_ok", claims.txn_ok ? "yes" : "no", measured["txn_ok"] ? "yes" : "no");
  if (!measured["ok"]) return;
  compare("locks", text(claims.locks), locks_text(measured, "locks"));
  compare("index_locks", text(claims.index_locks), locks_text(measured, "index_locks"));
  for (const auto& field : everything_ ? kSets : std::vector<std::string>{"dropped"}) {
    const auto found = claims.sets.find(field);
    compare(field, text(found == claims.sets.end() ? Names{} : found->second),
            text(measured.value(field, Names{})));
  }
}

double Score::percent(const std::string& field) const {
  int agreed = 0;
  int all = 0;
  for (const auto& [key, count] : counts_) {
    if (key.first != field) continue;
    agreed += count.first;
    all += count.second;
  }
  return 100.0 * agreed / std::max(all, 1);
}

double Score::least_percent(const std::string& field) const {
  double least = 100;
  for (const auto& [key, count] : counts_) {
    if (key.first == field) least = std::min(least, 100.0 * count.first / count.second);
  }
  return least;
}

std::set<std::string> Score::fields() const {
  Names out;
  for (const auto& [key, count] : counts_) out.insert(key.first);
  return out;
}

std::string Score::table() const {
  std::string out;
  for (const auto& field : fields()) {
    out += fmt::format("\n{:16}{:6.2f} %", field, percent(field));
    for (const auto& [key, count] : counts_) {
      if (key.first != field) continue;
      out += fmt::format("   {}: {:6.2f}", key.second, 100.0 * count.first / count.second);
    }
  }
  for (const auto& [what, majors] : disagreements_) {
    out += fmt::format("\n{} on {}", what, fmt::join(majors, ", "));
  }
  return out;
}

void Score::compare(const std::string& field, const std::string& claimed,
                    const std::string& measured) {
  compare(field, claimed, measured, claimed == measured);
}

void Score::compare(const std::string& field, const std::string& claimed,
                    const std::string& measured, bool same) {
  auto& [agreed, all] = counts_[{field, major_}];
  ++all;
  agreed += same ? 1 : 0;
  if (same) return;
  const auto what = fmt::format("{} {}: claimed {}, measured {}", where_, field, claimed, measured);
  disagreements_[what].insert(major_);
}

std::vector<Json> measured_cases(std::string_view file) {
  std::vector<Json> out;
  const auto path = project("tests/effects/groundtruth/" + std::string{file});
  for (const auto& line : lines_of(read_file(path))) out.push_back(Json::parse(line));
  return out;
}

}  // namespace pgstage::tests
