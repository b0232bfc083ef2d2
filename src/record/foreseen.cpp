#include "foreseen.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "pgstage/effects/effects.hpp"
#include "pgstage/sql/script.hpp"
#include "pgstage/sql/statements.hpp"

#include "books.hpp"

namespace pgstage::record {
namespace {

using Locks = std::map<QualifiedName, LockMode>;

/// Everybody who names a relation takes the weakest lock, and hinders nobody who works.
std::string words(const Locks& locks, const QualifiedName& relation) {
  const auto found = locks.find(relation);
  if (found == locks.end() || found->second == LockMode::AccessShare) return "no lock";
  return std::string{pg_locks_name(found->second)};
}

std::string first_line(const std::string& sql) {
  constexpr std::size_t kEnough = 60;
  const auto line = sql.substr(0, sql.find('\n'));
  return line.size() <= kEnough ? line : line.substr(0, kEnough) + "…";
}

void compare_locks(const std::string& sql, const Locks& said, const Locks& seen, Comparison& out) {
  std::set<QualifiedName> relations;
  for (const auto& [relation, mode] : said) relations.insert(relation);
  for (const auto& [relation, mode] : seen) relations.insert(relation);
  for (const auto& relation : relations) {
    if (is_of_book(relation.name)) continue;
    const auto foretold = words(said, relation);
    const auto found = words(seen, relation);
    if (foretold == found) continue;
    out.differences.push_back(fmt::format("{}: foreseen {} on {}, seen {}", first_line(sql),
                                          foretold, relation.sql(), found));
  }
}

}  // namespace

void Foreseen::next(const std::string& sql, const std::string& transaction,
                    const std::optional<Seen>& seen, Comparison& out) {
  if (transaction != transaction_) {
    replay_.commit();
    locks_.clear();
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
      compare_locks(sql, locks_, seen->locks, out);
      for (const auto& table : seen->rewrites) {
        if (effects.rewrites_table(table)) continue;
        out.differences.push_back(
            fmt::format("{}: the rewrite of {} was not foreseen", first_line(sql), table.sql()));
      }
    }
    replay_.advance(view, script, statement.span());
  }
}

}  // namespace pgstage::record
