// Write a table anew as it is: CLUSTER, VACUUM FULL, SET LOGGED, SET TABLESPACE and the like. Who
// reads or writes it waits meanwhile, and no other way ends in the same state.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "kept_definition.hpp"
#include "quiet_hour.hpp"
#include "rebuild.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

using Kind = sql::ActionKind;

bool fits(const Change& change) {
  if (is_kept_otherwise(change)) return !why_not_rebuilt(change, change.table()).empty();
  const auto* vacuum = std::get_if<sql::Vacuum>(&change.view);
  const bool rewrites =
      std::holds_alternative<sql::Cluster>(change.view) || (vacuum != nullptr && vacuum->full);
  const auto& all = change.effects.rewrites;
  return rewrites && std::any_of(all.begin(), all.end(),
                                 [&](const auto& each) { return change.live(each.table); });
}

/// Which index, if any, CLUSTER went by last.
std::string clustered_before(const QualifiedName& table) {
  return fmt::format(
      "(SELECT format('ALTER TABLE %s %s', {0}, coalesce('CLUSTER ON ' || (SELECT "
      "quote_ident(c.relname) FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = "
      "i.indexrelid WHERE i.indrelid = to_regclass({0}) AND i.indisclustered), 'SET WITHOUT "
      "CLUSTER')))",
      quote_literal(table.sql()));
}

std::string tablespace_before(const QualifiedName& table) {
  return fmt::format(
      "(SELECT format('ALTER TABLE %s SET TABLESPACE %I', {0}, s.spcname) FROM pg_catalog.pg_class "
      "c, pg_catalog.pg_database d, pg_catalog.pg_tablespace s WHERE c.oid = to_regclass({0}) AND "
      "d.datname = current_database() AND s.oid = CASE c.reltablespace WHEN 0 THEN "
      "d.dattablespace ELSE c.reltablespace END)",
      quote_literal(table.sql()));
}

std::string access_method_before(const QualifiedName& table) {
  return fmt::format(
      "(SELECT format('ALTER TABLE %s SET ACCESS METHOD %I', {0}, m.amname) FROM "
      "pg_catalog.pg_class c JOIN pg_catalog.pg_am m ON m.oid = c.relam WHERE c.oid = "
      "to_regclass({0}))",
      quote_literal(table.sql()));
}

/// How it is kept now, as the SQL that brings that back; empty where that does not change.
std::string kept_of(const Change& change, const QualifiedName& table) {
  if (std::holds_alternative<sql::Cluster>(change.view)) return clustered_before(table);
  const auto* action = change.action();
  if (action != nullptr && action->kind == Kind::SetTablespace) return tablespace_before(table);
  if (action != nullptr && action->kind == Kind::SetAccessMethod) {
    return access_method_before(table);
  }
  return {};
}

std::vector<std::string> opposite(const Change& change, const QualifiedName& table) {
  const auto* action = change.action();
  if (action == nullptr) return {};
  if (action->kind == Kind::SetLogged) return {"ALTER TABLE " + table.sql() + " SET UNLOGGED"};
  if (action->kind == Kind::SetUnlogged) return {"ALTER TABLE " + table.sql() + " SET LOGGED"};
  return {};
}

/// Tables that others use; VACUUM and CLUSTER go through one after the other.
std::vector<QualifiedName> rewritten(const Change& change) {
  if (change.action() != nullptr) return {change.table()};
  std::vector<QualifiedName> out;
  for (const auto& rewrite : change.effects.rewrites) {
    const bool known = std::find(out.begin(), out.end(), rewrite.table) != out.end();
    if (!known && change.live(rewrite.table)) out.push_back(rewrite.table);
  }
  return out;
}

std::string instead(const Change& change, const QualifiedName& table) {
  const auto* action = change.action();
  if (action == nullptr) {
    return "Of the tools that are not PostgreSQL's own, pg_repack and pg_squeeze do it while "
           "others work.";
  }
  return not_beside_itself(why_not_rebuilt(change, table));
}

Result<void> write(const Change& change, Draft& out) {
  const auto relations = rewritten(change);
  const auto& table = relations.front();
  Metadata parts{.title = change.text.substr(0, change.text.find('\n')),
                 .sql = {change.text},
                 .undo = opposite(change, table),
                 .done = {}};
  const bool transaction = change.effects.transaction_allowed;
  if (const auto kept = kept_of(change, table); !kept.empty() && transaction) {
    const auto key = fmt::format("{}:{}", change.origin.path, change.number);
    parts.sql.insert(parts.sql.begin(), keep_definition(key, kept));
    parts.undo.push_back(restore_definition(key));
    out.keep_definitions();
  }
  Step step = transaction ? metadata_step(change, std::move(parts))
                          : concurrent_step(change, std::move(parts));
  in_quiet_hour(change, relations, std::move(step), instead(change, table), out);
  return {};
}

}  // namespace

extern const Recipe reorganize = {.id = "reorganize", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
