#include "foreseen.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pgstage/effects/effects.hpp"
#include "pgstage/sql/script.hpp"
#include "pgstage/sql/statements.hpp"

#include "books.hpp"

namespace pgstage::record {
namespace {

using Locks = std::map<QualifiedName, LockMode>;

constexpr std::string_view kNoLock = "no lock";

/// Everybody who names a relation takes the weakest lock, and hinders nobody who works.
std::string words(const Locks& locks, const QualifiedName& relation) {
  const auto found = locks.find(relation);
  if (found == locks.end() || found->second == LockMode::AccessShare) return std::string{kNoLock};
  return std::string{pg_locks_name(found->second)};
}

/// What only a row that is changed makes the server lock, as the table that a foreign key of it
/// references: a throwaway server has few rows.
bool needs_rows(const Locks& said, const QualifiedName& relation, const std::string& found) {
  const auto lock = said.find(relation);
  return found == kNoLock && lock != said.end() && lock->second <= LockMode::RowExclusive;
}

std::string first_line(const std::string& sql) {
  constexpr std::size_t kEnough = 60;
  const auto line = sql.substr(0, sql.find('\n'));
  return line.size() <= kEnough ? line : line.substr(0, kEnough) + "…";
}

std::string names(const std::vector<QualifiedName>& relations) {
  constexpr std::size_t kShown = 3;
  std::string out;
  for (std::size_t i = 0; i < std::min(kShown, relations.size()); ++i) {
    out += (i == 0 ? "" : ", ") + relations[i].sql();
  }
  if (relations.size() > kShown) out += fmt::format(" and {} more", relations.size() - kShown);
  return out;
}

}  // namespace

void Foreseen::compare(const std::string& sql, const effects::Effects& effects, const Seen& seen,
                       std::vector<std::string>& out) {
  std::set<QualifiedName> relations;
  for (const auto& [relation, mode] : locks_) relations.insert(relation);
  for (const auto& [relation, mode] : seen.locks) relations.insert(relation);
  std::map<std::pair<std::string, std::string>, std::vector<QualifiedName>> differing;
  for (const auto& relation : relations) {
    if (is_of_book(relation.name)) continue;
    auto modes = std::pair{words(locks_, relation), words(seen.locks, relation)};
    if (modes.first == modes.second || needs_rows(locks_, relation, modes.second)) continue;
    // A lock that is kept differs at each statement that follows, too.
    const auto [told, is_new] = told_.emplace(relation, modes);
    if (!is_new && told->second == modes) continue;
    told->second = modes;
    differing[std::move(modes)].push_back(relation);
  }
  for (const auto& [modes, tables] : differing) {
    out.push_back(fmt::format("{}: foreseen {} on {}, seen {}", first_line(sql), modes.first,
                              names(tables), modes.second));
  }
  for (const auto& table : seen.rewrites) {
    if (effects.rewrites_table(table)) continue;
    out.push_back(
        fmt::format("{}: the rewrite of {} was not foreseen", first_line(sql), table.sql()));
  }
}

void Foreseen::next(const std::string& sql, const std::string& transaction,
                    const std::optional<Seen>& seen, Comparison& out) {
  if (transaction != transaction_) {
    replay_.commit();
    locks_.clear();
    told_.clear();
    start_ = replay_.catalog();
    renamed_ = false;
    transaction_ = transaction;
  }
  const auto script = sql::Script::parse(sql);
  for (const auto& statement : script.statements()) {
    const auto view = statement.view();
    const auto effects = effects::analyze(statement, view, replay_, version_);
    for (const auto& lock : effects.locks) {
      // Nobody else knows what the transaction has made.
      if (start_.relation(lock.relation) == nullptr) continue;
      const auto [known, is_new] = locks_.emplace(lock.relation, lock.mode);
      if (!is_new) known->second = std::max(known->second, lock.mode);
    }
    renamed_ = renamed_ || std::holds_alternative<sql::Rename>(view) ||
               std::holds_alternative<sql::SetSchema>(view) || !effects.drops.empty();
    if (seen && !renamed_) {
      ++out.statements;
      compare(sql, effects, *seen,
              replay_.catalog().blurred() ? out.after_unread : out.differences);
    }
    replay_.advance(view, script, statement.span());
  }
}

}  // namespace pgstage::record
