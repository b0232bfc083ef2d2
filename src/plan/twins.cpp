// Twin indexes, keys and checks over the new column, built while the old ones still serve.
#include "twins.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "clause_text.hpp"
#include "partitioned_index.hpp"
#include "replaceable.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;
using catalog::Index;

std::string list_of(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& column : columns) out += (out.empty() ? "" : ", ") + quote_ident(column);
  return "(" + out + ")";
}

std::string timing_of(const Constraint& key) {
  sql::Lexer lexer(key.definition);
  for (sql::Token token; lexer.next_significant(token);) {
    if (!lexer.is_word(token, "deferrable")) continue;
    return " " + key.definition.substr(token.span.offset);
  }
  return {};
}

void build_index(const Change& change, const Successor& successor, const Index& index, Draft& out,
                 Dress& dress) {
  const auto& table = successor.table;
  const auto* key =
      index.constraint.empty() ? nullptr : change.relation(table)->constraint(index.constraint);
  const QualifiedName twin{table.schema, twin_name(change, index.name)};
  const std::string definition =
      key == nullptr ? index.definition : definition_of_key(table, index, *key);
  const std::string sql =
      sql::twin_index(definition, {.twin = twin.name,
                                   .table = table.sql(),
                                   .columns = columns_until_contract(change, table, successor)});
  out.migrate(
      concurrent_step(change, {.title = fmt::format("Build the twin of index \"{}\"", index.name),
                               .sql = {sql},
                               .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + twin.sql()},
                               .done = index_is_valid(twin, table)}));
  out.settle(table, index.name);
  if (key == nullptr) {
    dress.last.push_back(
        fmt::format("ALTER INDEX {} RENAME TO {}", twin.sql(), quote_ident(index.name)));
    return;
  }
  const bool primary = key->kind == ConstraintKind::PrimaryKey;
  dress.last.push_back(fmt::format(
      "ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}{}", table.sql(), quote_ident(key->name),
      primary ? "PRIMARY KEY" : "UNIQUE", quote_ident(twin.name), timing_of(*key)));
}

/// Declared on the table, built on each partition while others write, and whole when all are part
/// of it.
void build_partitioned_index(const Change& change, const Successor& successor, const Index& index,
                             Draft& out, Dress& dress) {
  const auto& table = successor.table;
  const QualifiedName twin{table.schema, twin_name(change, index.name)};
  const auto text = sql::twin_index(index.definition,
                                    {.twin = twin.name,
                                     .table = table.sql(),
                                     .columns = columns_until_contract(change, table, successor)});
  const auto [unique, definition] = sql::index_text(text);
  const std::string_view create = unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
  out.migrate(metadata_step(
      change, {.title = fmt::format("Declare the twin of index \"{}\", invalid until every "
                                    "partition has its part",
                                    index.name),
               .sql = {fmt::format("{} {} ON ONLY {}{}", create, quote_ident(twin.name),
                                   table.sql(), definition)},
               .undo = {"DROP INDEX IF EXISTS " + twin.sql()},
               .done = index_exists(twin, table)}));
  const auto rename = [&](const QualifiedName& from, const std::string& to) {
    dress.last.push_back(fmt::format("ALTER INDEX {} RENAME TO {}", from.sql(), quote_ident(to)));
  };
  for (const auto& child : change.relation(table)->children) {
    for (const auto& own : change.relation(child)->indexes) {
      if (own.parent != index.name) continue;
      const QualifiedName part{child.schema, twin_name(change, own.name)};
      out.migrate(concurrent_step(
          change, {.title = fmt::format("Build the twin of index \"{}\"", own.name),
                   .sql = {fmt::format("{} CONCURRENTLY {} ON {}{}", create, quote_ident(part.name),
                                       child.sql(), definition)},
                   .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + part.sql()},
                   .done = index_is_valid(part, child)}));
      out.migrate(attach_index_step(change, {.parent_table = table,
                                             .parent = twin.name,
                                             .key = false,
                                             .table = child,
                                             .index = part.name,
                                             .kept = nullptr}));
      rename(part, own.name);
    }
  }
  out.settle(table, index.name);
  rename(twin, index.name);
}

void build_check(const Change& change, const Successor& successor, const Constraint& check,
                 Draft& out, Dress& dress) {
  const auto& table = successor.table;
  const auto columns = columns_until_contract(change, table, successor);
  const Validated twin{
      .what = fmt::format("the twin of constraint \"{}\"", check.name),
      .table = table,
      .name = twin_name(change, check.name),
      .definition = fmt::format("CHECK ({}){}", sql::with_columns(check.expression, columns),
                                check.no_inherit ? " NO INHERIT" : ""),
      .locks_first = {}};
  out.migrate(add_not_valid_step(change, twin));
  if (check.validated) out.migrate(validate_step(change, twin));
  out.settle(table, check.name);
  dress.last.push_back(fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", table.sql(),
                                   quote_ident(twin.name), quote_ident(check.name)));
}

}  // namespace

std::string definition_of_key(const QualifiedName& table, const Index& index,
                              const Constraint& key) {
  if (!index.definition.empty()) return index.definition;
  std::string out = fmt::format("CREATE UNIQUE INDEX {} ON {} {}", quote_ident(index.name),
                                table.sql(), list_of(key.columns));
  if (!index.included.empty()) out += " INCLUDE " + list_of(index.included);
  if (key.definition.find("NULLS NOT DISTINCT") != std::string::npos) out += " NULLS NOT DISTINCT";
  return out + index_placement(key.definition);
}

std::string twin_name(const Change& change, const std::string& name) {
  return helper_name(fmt::format("pgstage_twin_{}", change.number), name);
}

sql::ColumnTexts columns_until_contract(const Change& change, const QualifiedName& table,
                                        const Successor& successor) {
  sql::ColumnTexts out;
  for (const auto& [column, name] : change.batch.successors) {
    if (column.first == table) out[column.second] = quote_ident(name);
  }
  if (successor.table == table) out[successor.old_column] = quote_ident(successor.new_column);
  return out;
}

Result<Dress> build_twins(const Change& change, const Successor& successor, Draft& out) {
  Dress dress;
  const auto& table = *change.relation(successor.table);
  for (const auto& index : table.indexes) {
    if (!index.mentions.contains(successor.old_column)) continue;
    if (table.kind == catalog::RelationKind::PartitionedTable) {
      build_partitioned_index(change, successor, index, out, dress);
    } else {
      build_index(change, successor, index, out, dress);
    }
  }
  for (const auto& child : table.children) {
    const Successor own{child, successor.old_column, successor.new_column};
    for (const auto& index : change.relation(child)->indexes) {
      const bool by_itself = index.parent.empty() && index.constraint.empty();
      if (by_itself && index.mentions.contains(successor.old_column)) {
        build_index(change, own, index, out, dress);
      }
    }
  }
  for (const auto& constraint : table.constraints) {
    const bool check = constraint.kind == ConstraintKind::Check;
    if (check && holds(constraint.columns, successor.old_column)) {
      build_check(change, successor, constraint, out, dress);
    }
  }
  if (auto built = build_foreign_twins(change, successor, out, dress); !built) {
    return built.error();
  }
  return dress;
}

}  // namespace pgstage::plan
