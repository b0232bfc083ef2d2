#include "constraints.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "clause_text.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;

/// The constraint that the original statement makes, with the name that it gets.
const Constraint* made_by(const Change& change, const QualifiedName& table,
                          const sql::ConstraintDefinition& definition) {
  const auto* after = change.after.catalog().relation(table);
  const auto* before = change.relation(table);
  if (after == nullptr) return nullptr;
  for (const auto& constraint : after->constraints) {
    const bool old = before != nullptr && before->constraint(constraint.name) != nullptr;
    const bool named = definition.name.empty() || constraint.name == definition.name;
    if (!old && named && constraint.kind == definition.kind) return &constraint;
  }
  return nullptr;
}

std::string column_list(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& column : columns) out += (out.empty() ? "" : ", ") + quote_ident(column);
  return out;
}

/// Only a writer that knew the columns before can break a new constraint on them.
bool concerns_old_writers(const Change& change, const QualifiedName& table,
                          const std::vector<std::string>& columns, std::string_view new_column) {
  return std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
    return column != new_column && !change.is_new_column(table, column);
  });
}

std::string lock_statement(const QualifiedName& table) {
  return fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table.sql());
}

std::string references_clause(const Change& change, const sql::ConstraintDefinition& definition) {
  // Columns and options as written; the table qualified, whatever the search path will be.
  return fmt::format("REFERENCES {}{}", change.before.resolve(definition.referenced).sql(),
                     behind_referenced_table(change.script.text(definition)));
}

Result<void> add_foreign_key(const Change& change, const QualifiedName& table,
                             const sql::ConstraintDefinition& definition, const Constraint& made,
                             Draft& out) {
  const auto* relation = change.relation(table);
  const bool partitioned =
      relation != nullptr && relation->kind == catalog::RelationKind::PartitionedTable;
  if (partitioned && change.version.major < 18) {
    return input_error(fmt::format("table \"{}\" is partitioned, and PostgreSQL {} refuses NOT "
                                   "VALID foreign keys on partitioned tables",
                                   table.sql(), change.version.major),
                       "Add the key to each partition NOT VALID, validate it there, and then add "
                       "it to the parent.");
  }
  // The referenced table first: applications insert parents before children.
  const Validated key{.what = fmt::format("foreign key \"{}\"", made.name),
                      .table = table,
                      .name = made.name,
                      .definition = fmt::format("FOREIGN KEY ({}) {}", column_list(made.columns),
                                                references_clause(change, definition)),
                      .locks_first = {lock_statement(made.referenced), lock_statement(table)}};
  out.migrate(add_not_valid_step(change, key));
  out.migrate(validate_step(change, key));
  return {};
}

void add_check(const Change& change, const QualifiedName& table, const Constraint& made,
               Draft& out) {
  const Validated check{.what = fmt::format("check \"{}\"", made.name),
                        .table = table,
                        .name = made.name,
                        .definition = "CHECK (" + made.expression + ")",
                        .locks_first = {}};
  out.migrate(add_not_valid_step(change, check));
  out.migrate(validate_step(change, check));
}

Result<void> add_key(const Change& change, const QualifiedName& table,
                     const sql::ConstraintDefinition& definition, const Constraint& made,
                     Draft& out) {
  const auto* relation = change.relation(table);
  if (relation != nullptr && relation->kind == catalog::RelationKind::PartitionedTable) {
    return input_error(fmt::format("table \"{}\" is partitioned, so its key cannot be built "
                                   "concurrently",
                                   table.sql()),
                       "Build a unique index on each partition and attach them one by one.");
  }
  const bool primary = made.kind == ConstraintKind::PrimaryKey;
  if (primary) {
    for (const auto& column : made.columns) {
      const auto* known = relation == nullptr ? nullptr : relation->column(column);
      if (known == nullptr || !known->not_null) make_not_null(change, table, column, out);
    }
  }
  const QualifiedName index{table.schema, made.name};
  const KeyOptions options = key_options(change.script.text(definition));
  out.migrate(concurrent_step(
      change, {.title = fmt::format("Build unique index \"{}\"", made.name),
               .sql = {fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({}){}",
                                   quote_ident(made.name), table.sql(), column_list(made.columns),
                                   options.index)},
               .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + index.sql()},
               .done = index_is_valid(index, table)}));
  out.migrate(metadata_step(
      change,
      {.title = fmt::format("Make the index {} \"{}\"",
                            primary ? "primary key" : "unique constraint", made.name),
       .sql = {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}{}", table.sql(),
                           quote_ident(made.name), primary ? "PRIMARY KEY" : "UNIQUE",
                           quote_ident(made.name), options.constraint)},
       .undo = {fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", table.sql(),
                            quote_ident(made.name))},
       .done = constraint_exists(table, made.name, true)}));
  return {};
}

void ask_writers(const Constraint& made, const QualifiedName& table, Draft& out) {
  out.gate(PhaseName::Migrate,
           fmt::format("deploy code whose writes to {} satisfy constraint \"{}\"", table.sql(),
                       made.name));
}

}  // namespace

Result<void> add_safely(const Change& change, const QualifiedName& table,
                        const sql::ConstraintDefinition& definition, std::string_view column,
                        Draft& out) {
  const Constraint* made = made_by(change, table, definition);
  if (made == nullptr) return input_error("what this constraint makes is not known");
  out.rely_on(fmt::format("constraint {} on {}", quote_ident(made->name), table.sql()));
  if (concerns_old_writers(change, table, made->columns, column)) ask_writers(*made, table, out);
  switch (definition.kind) {
    case ConstraintKind::ForeignKey:
      return add_foreign_key(change, table, definition, *made, out);
    case ConstraintKind::Check:
      add_check(change, table, *made, out);
      return {};
    case ConstraintKind::Unique:
    case ConstraintKind::PrimaryKey:
      return add_key(change, table, definition, *made, out);
    default:
      return input_error(
          fmt::format("an exclusion constraint cannot be built while \"{}\" is in use",
                      table.sql()),
          "Add it in a maintenance window, or rebuild the table with it and swap.");
  }
}

}  // namespace pgstage::plan
