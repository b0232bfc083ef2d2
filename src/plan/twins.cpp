// Twin indexes and constraints over the new column, built while the old ones still serve.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "steps.hpp"
#include "sync.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;
using catalog::Index;
using catalog::Relation;

bool holds(const std::vector<std::string>& columns, const std::string& column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::string twin_name(const std::string& name) { return helper_name("pgstage_twin", name); }

std::string column_list(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& column : columns) out += (out.empty() ? "" : ", ") + quote_ident(column);
  return out;
}

void build_index(const Change& change, const QualifiedName& table, const Index& index,
                 const std::string& from, const std::string& to, Draft& out, Dress& dress) {
  const QualifiedName twin{table.schema, twin_name(index.name)};
  const std::string sql = sql::twin_index(index.definition, {twin.name, table.sql(), from, to});
  out.migrate(
      concurrent_step(change, {.title = fmt::format("Build the twin of index \"{}\"", index.name),
                               .sql = {sql},
                               .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + twin.sql()},
                               .done = index_is_valid(twin, table)}));
  dress.rename.push_back(
      fmt::format("ALTER INDEX {} RENAME TO {}", twin.sql(), quote_ident(index.name)));
}

std::string definition_of(const Constraint& constraint, const std::string& from,
                          const std::string& to) {
  if (constraint.kind == ConstraintKind::Check) {
    return "CHECK (" + sql::with_identifier(constraint.expression, from, quote_ident(to)) + ")";
  }
  auto columns = constraint.columns;
  std::replace(columns.begin(), columns.end(), from, to);
  const auto references = constraint.definition.find("REFERENCES");
  const std::string target = references == std::string::npos
                                 ? fmt::format("REFERENCES {} ({})", constraint.referenced.sql(),
                                               column_list(constraint.referenced_columns))
                                 : constraint.definition.substr(references);
  return fmt::format("FOREIGN KEY ({}) {}", column_list(columns), target);
}

void build_constraint(const Change& change, const QualifiedName& table,
                      const Constraint& constraint, const std::string& from, const std::string& to,
                      Draft& out, Dress& dress) {
  const Validated twin{.what = fmt::format("the twin of constraint \"{}\"", constraint.name),
                       .table = table,
                       .name = twin_name(constraint.name),
                       .definition = definition_of(constraint, from, to),
                       .locks_first = {}};
  out.migrate(add_not_valid_step(change, twin));
  if (constraint.validated) out.migrate(validate_step(change, twin));
  dress.rename.push_back(fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", table.sql(),
                                     quote_ident(twin.name), quote_ident(constraint.name)));
}

bool is_key(const Constraint& constraint) {
  return constraint.kind == ConstraintKind::PrimaryKey ||
         constraint.kind == ConstraintKind::Unique || constraint.kind == ConstraintKind::Exclusion;
}

std::string own_obstacle(const Relation& table, const std::string& column) {
  if (holds(table.partition_key, column)) return "it is part of the partition key";
  if (table.kind == catalog::RelationKind::PartitionedTable) return "the table is partitioned";
  for (const auto& constraint : table.constraints) {
    if (is_key(constraint) && holds(constraint.columns, column)) {
      return fmt::format("constraint \"{}\" is a key over it", constraint.name);
    }
  }
  for (const auto& index : table.indexes) {
    if (index.mentions.contains(column) && index.definition.empty()) {
      return fmt::format("the definition of index \"{}\" is not known", index.name);
    }
  }
  const auto* found = table.column(column);
  if (found->identity != Identity::None) return "it is an identity column";
  if (found->generated != Generated::None) return "it is a generated column";
  return {};
}

}  // namespace

std::string why_not_replaceable(const Change& change, const QualifiedName& table_name,
                                const std::string& column) {
  const auto* table = change.relation(table_name);
  if (table == nullptr || table->column(column) == nullptr) return "its definition is not known";
  if (auto obstacle = own_obstacle(*table, column); !obstacle.empty()) return obstacle;
  for (const auto& reader : change.before.catalog().readers(table_name)) {
    for (const auto& reads : change.relation(reader)->reads) {
      const bool reads_it = reads.columns.empty() || reads.columns.contains(column);
      if (reads.relation == table_name && reads_it) {
        return fmt::format("view \"{}\" reads it", reader.sql());
      }
    }
  }
  for (const auto& other : change.before.catalog().referencing(table_name)) {
    for (const auto& constraint : change.relation(other)->constraints) {
      if (constraint.referenced == table_name && holds(constraint.referenced_columns, column)) {
        return fmt::format("table {} references it", other.sql());
      }
    }
  }
  return {};
}

Dress build_twins(const Change& change, const QualifiedName& table_name,
                  const std::string& old_column, const std::string& new_column, Draft& out) {
  Dress dress;
  const auto* table = change.relation(table_name);
  for (const auto& index : table->indexes) {
    if (index.constraint.empty() && index.mentions.contains(old_column)) {
      build_index(change, table_name, index, old_column, new_column, out, dress);
    }
  }
  for (const auto& constraint : table->constraints) {
    const bool twin =
        constraint.kind == ConstraintKind::Check || constraint.kind == ConstraintKind::ForeignKey;
    if (twin && holds(constraint.columns, old_column)) {
      build_constraint(change, table_name, constraint, old_column, new_column, out, dress);
    }
  }
  return dress;
}

}  // namespace pgstage::plan
