#include "leftovers.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::apply {
namespace {

using Oids = std::set<std::string>;

constexpr std::string_view kInvalid = R"(
SELECT i.indexrelid, n.nspname, c.relname
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN (SELECT t.oid, t.reltoastrelid FROM pg_catalog.pg_class t
         WHERE t.oid IN ({0})) AS t ON i.indrelid IN (t.oid, t.reltoastrelid)
 WHERE NOT i.indisvalid AND c.relkind = 'i'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p
                    WHERE p.index_relid = i.indexrelid)
 ORDER BY i.indexrelid)";

constexpr std::string_view kPending = R"(
SELECT h.inhparent::pg_catalog.regclass, n.nspname, c.relname
  FROM pg_catalog.pg_inherits h
  JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE h.inhdetachpending AND h.inhparent IN ({0}))";

struct Leftover {
  std::string what;  ///< For people.
  std::string sql;   ///< Takes it away.
};

std::string tables_of(const plan::Step& step) {
  std::string out;
  for (const auto& [relation, mode] : step.locks) {
    out += fmt::format("{}pg_catalog.to_regclass({})", out.empty() ? "" : ", ",
                       quote_literal(relation));
  }
  return out;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_part = [&](std::size_t at) {
    return at < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
  };
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if ((at == 0 || !is_part(at - 1)) && !is_part(at + word.size())) return true;
  }
  return false;
}

bool any_has_word(const std::vector<std::string>& statements, std::string_view word) {
  return std::any_of(statements.begin(), statements.end(),
                     [&](const auto& sql) { return has_word(sql, word); });
}

/// As REINDEX CONCURRENTLY names the new index and, in its last phase, the old one (manual,
/// REINDEX), with a number where that is taken.
bool is_twin(std::string_view name) {
  while (!name.empty() && std::isdigit(static_cast<unsigned char>(name.back())) != 0) {
    name.remove_suffix(1);
  }
  return name.ends_with("_ccnew") || name.ends_with("_ccold");
}

bool is_named(const plan::Step& step, const std::string& name) {
  if (is_twin(name) && any_has_word(step.sql, "REINDEX")) return true;
  const auto quoted = quote_ident(name);
  return any_has_word(step.sql, quoted) || any_has_word(step.undo, quoted);
}

Oids oids_in(std::string_view list) {
  Oids out;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    out.emplace(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return out;
}

Result<std::vector<Leftover>> leftovers_of(Runner& runner, const plan::Step& step,
                                           const std::string& before) {
  std::vector<Leftover> out;
  if (step.locks.empty()) return out;
  const auto tables = tables_of(step);
  const auto known = oids_in(before);
  const auto indexes = runner.session().run(fmt::format(kInvalid, tables));
  if (!indexes) return indexes.error();
  for (const auto& row : indexes->rows) {
    if (known.contains(*row[0]) || !is_named(step, *row[2])) continue;
    const auto index = QualifiedName{*row[1], *row[2]}.sql();
    out.push_back({"the INVALID index " + index, "DROP INDEX CONCURRENTLY IF EXISTS " + index});
  }
  const auto pending = runner.session().run(fmt::format(kPending, tables));
  if (!pending) return pending.error();
  for (const auto& row : pending->rows) {
    if (!any_has_word(step.sql, quote_ident(*row[2]))) continue;
    const auto partition = QualifiedName{*row[1], *row[2]}.sql();
    out.push_back({"the half detached partition " + partition,
                   fmt::format("ALTER TABLE {} DETACH PARTITION {} FINALIZE", *row[0], partition)});
  }
  return out;
}

}  // namespace

Result<std::string> invalid_before(Runner& runner, const plan::Step& step) {
  std::string out;
  if (step.locks.empty()) return out;
  const auto indexes = runner.session().run(fmt::format(kInvalid, tables_of(step)));
  if (!indexes) return indexes.error();
  for (const auto& row : indexes->rows) out += (out.empty() ? "" : ",") + *row[0];
  return out;
}

Result<bool> has_leftovers(Runner& runner, const plan::Step& step, const std::string& before) {
  auto found = leftovers_of(runner, step, before);
  if (!found) return found.error();
  return !found->empty();
}

Result<void> clear_leftovers(Runner& runner, const plan::Step& step, const std::string& before) {
  auto found = leftovers_of(runner, step, before);
  if (!found) return found.error();
  for (const auto& each : *found) {
    if (auto cleared = runner.session().run(each.sql); !cleared) return cleared.error();
    runner.around().observer.waiting(
        fmt::format("{}: cleared away {}, which it had left behind", step.id, each.what));
    if (auto noted = runner.journal().note_clearing(runner.session(), step.id, each.what); !noted) {
      return noted;
    }
  }
  return {};
}

}  // namespace pgstage::apply
