#include "observed_locks.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace pgstage::shadow {
namespace {

constexpr std::string_view kRelations = R"(
  SELECT c.oid, format('%I.%I', n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname NOT LIKE 'pg\_%'
    AND n.nspname NOT IN ('information_schema', 'pgstage'))";

constexpr std::string_view kHeld =
    "SELECT relation, mode FROM pg_locks "
    "WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted";

}  // namespace

Result<RelationNames> relation_names(db::Session& session) {
  const auto rows = session.query(kRelations, {});
  if (!rows) return rows.error();
  RelationNames names;
  for (const auto& row : rows->rows) names[row[0].value_or("")] = row[1].value_or("");
  return names;
}

Result<std::map<std::string, LockMode>> locks_held(db::Session& session,
                                                   const RelationNames& names) {
  const auto rows = session.query(kHeld, {});
  if (!rows) return rows.error();
  std::map<std::string, LockMode> held;
  for (const auto& row : rows->rows) {
    const auto name = names.find(row[0].value_or(""));
    const auto mode = lock_mode_from_pg_locks(row[1].value_or(""));
    if (name == names.end() || !mode) continue;
    const auto [slot, fresh] = held.emplace(name->second, *mode);
    if (!fresh) slot->second = std::max(slot->second, *mode);
  }
  return held;
}

std::vector<std::string> undeclared(const plan::Step& step, bool undo,
                                    const std::map<std::string, LockMode>& held) {
  const auto& all = undo ? step.undo_locks : step.locks;
  std::vector<std::string> out;
  for (const auto& [relation, mode] : held) {
    const auto declared = all.find(relation);
    const bool known = declared != all.end();
    if (known ? mode <= declared->second : mode < LockMode::ShareUpdateExclusive) continue;
    out.push_back(fmt::format("{}step \"{}\" takes {} on {}, {}", undo ? "undo of " : "", step.id,
                              pg_locks_name(mode), relation,
                              known ? fmt::format("declared as {}", pg_locks_name(declared->second))
                                    : "which it does not declare"));
  }
  return out;
}

}  // namespace pgstage::shadow
