#include "constraints.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"

#include "keys.hpp"
#include "quiet_hour.hpp"
#include "rebuild.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;
using catalog::RelationKind;

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

/// Only a writer that knew the columns before can break a new constraint on them.
bool concerns_old_writers(const Change& change, const QualifiedName& table,
                          const std::vector<std::string>& columns, std::string_view new_column) {
  return std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
    return column != new_column && !change.is_new_column(table, column);
  });
}

std::string lock_statement(const QualifiedName& table, std::string_view mode) {
  return fmt::format("LOCK TABLE {} IN {} MODE", table.sql(), mode);
}

constexpr std::string_view kNoWriters = "SHARE ROW EXCLUSIVE";

/// The referenced table first: applications insert parents before children.
std::string lock_both(const Constraint& key, const QualifiedName& table) {
  if (key.referenced == table) return lock_statement(table, kNoWriters);
  return fmt::format("LOCK TABLE {}, {} IN {} MODE", key.referenced.sql(), table.sql(), kNoWriters);
}

void add_and_validate(const Change& change, const Validated& parts, Draft& out,
                      bool validated = true) {
  out.migrate(add_not_valid_step(change, parts));
  if (validated) out.migrate(validate_step(change, parts));
}

/// What keeps the key of a partition from being one with its parent's when the plan is undone.
Result<void> refuse_key_of_partition(const catalog::Relation& partition, const Constraint& made) {
  for (const auto& own : partition.constraints) {
    const bool same = own.kind == ConstraintKind::ForeignKey && own.columns == made.columns &&
                      own.referenced == made.referenced;
    if (!same && own.name != made.name) continue;
    return input_error(fmt::format("partition {} has constraint \"{}\" already, which would become "
                                   "part of \"{}\" and could not be told from it again",
                                   partition.name.sql(), own.name, made.name),
                       fmt::format("Drop \"{}\" in a migration before this one.", own.name));
  }
  return {};
}

/// Of a partitioned table up to 17, the tables whose keys become that of the table.
std::vector<QualifiedName> leaves_to_key(const Change& change, const QualifiedName& table) {
  std::vector<QualifiedName> out;
  if (change.version.major >= 18) return out;
  for (const auto& name : catalog::descendants(change.before.catalog(), table)) {
    const auto& partition = *change.relation(name);
    if (partition.is_partition && partition.kind != RelationKind::PartitionedTable) {
      out.push_back(name);
    }
  }
  return out;
}

/// NOT VALID is refused for the foreign key of a partitioned table up to 17. Its partitions may
/// have it each; the parent's key then takes theirs over, and no row is read.
Result<void> add_to_partitions(const Change& change, const QualifiedName& table,
                               const Constraint& made, Draft& out) {
  for (const auto& name : catalog::descendants(change.before.catalog(), table)) {
    if (auto fine = refuse_key_of_partition(*change.relation(name), made); !fine) return fine;
  }
  for (const auto& name : leaves_to_key(change, table)) {
    add_and_validate(change,
                     {.what = fmt::format("foreign key \"{}\" of {}", made.name, name.sql()),
                      .table = name,
                      .name = made.name,
                      .definition = made.definition,
                      .locks_first = {lock_both(made, name)}},
                     out);
  }
  const std::string alter = "ALTER TABLE " + table.sql();
  const std::string name = quote_ident(made.name);
  // The triggers that the partitions' keys have on the referenced table go.
  out.migrate(metadata_step(
      change, {.title = fmt::format("Make the partitions' keys the foreign key \"{}\" of {}",
                                    made.name, table.sql()),
               .sql = {lock_statement(made.referenced, "ACCESS EXCLUSIVE"),
                       lock_statement(table, kNoWriters),
                       fmt::format("{} ADD CONSTRAINT {} {}", alter, name, made.definition)},
               .undo = {fmt::format("{} DROP CONSTRAINT IF EXISTS {}", alter, name)},
               .done = constraint_exists(table, made.name, true)}));
  return {};
}

/// No index can be built beforehand for it, only a table that has it from its first row on.
void exclude(const Change& change, const QualifiedName& table, const Constraint& made, Draft& out) {
  const auto why = made.deferrable
                       ? "the constraint is deferrable, so that rows which follow one by "
                         "one could break it for a moment"
                       : why_not_rebuilt(change, table);
  const auto name = quote_ident(made.name);
  if (why.empty()) {
    rebuild(change, table, fmt::format("ADD CONSTRAINT {} {}", name, made.definition), out);
    out.delay(PhaseName::Migrate);
    return;
  }
  in_quiet_hour(
      change, {table},
      metadata_step(
          change,
          {.title = fmt::format("Add exclusion constraint \"{}\" to {}", made.name, table.sql()),
           .sql = {change.text},
           .undo = {fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", table.sql(), name)},
           .done = constraint_exists(table, made.name, true)}),
      not_beside_itself(why), out);
}

void ask_writers(const Constraint& made, const QualifiedName& table, Draft& out) {
  out.gate(PhaseName::Migrate,
           fmt::format("deploy code whose writes to {} satisfy constraint \"{}\"", table.sql(),
                       made.name));
}

}  // namespace

Result<void> add_foreign_key(const Change& change, const QualifiedName& table,
                             const Constraint& made, Draft& out) {
  const auto* relation = change.relation(table);
  const bool partitioned = relation != nullptr && relation->kind == RelationKind::PartitionedTable;
  if (partitioned && change.version.major < 18) {
    return add_to_partitions(change, table, made, out);
  }
  add_and_validate(change,
                   {.what = fmt::format("foreign key \"{}\"", made.name),
                    .table = table,
                    .name = made.name,
                    .definition = made.definition,
                    .locks_first = {lock_both(made, table)}},
                   out, made.validated);
  return {};
}

std::vector<std::string> add_again(const Change& change, const QualifiedName& table,
                                   const Constraint& constraint) {
  const std::string name = quote_ident(constraint.name);
  std::vector<std::string> out;
  const auto say = [&](const QualifiedName& on, std::string_view what) {
    out.push_back(fmt::format("ALTER TABLE {} {}", on.sql(), what));
  };
  const std::string add = fmt::format("ADD CONSTRAINT {} {}", name, constraint.definition);
  say(table, fmt::format("DROP CONSTRAINT IF EXISTS {}", name));
  const auto leaves = constraint.kind == ConstraintKind::ForeignKey ? leaves_to_key(change, table)
                                                                    : std::vector<QualifiedName>{};
  for (const auto& leaf : leaves) {
    say(leaf, fmt::format("DROP CONSTRAINT IF EXISTS {}", name));
    say(leaf, add + " NOT VALID");
    say(leaf, "VALIDATE CONSTRAINT " + name);
  }
  if (!leaves.empty()) {
    say(table, add);
    return out;
  }
  say(table, add + (constraint.enforced ? " NOT VALID" : " NOT ENFORCED"));
  if (!constraint.enforced) return out;
  if (constraint.validated) {
    say(table, "VALIDATE CONSTRAINT " + name);
    return out;
  }
  // A child that was made later has it valid from its first row on.
  for (const auto& child : catalog::descendants(change.before.catalog(), table)) {
    const auto* own = change.relation(child)->constraint(constraint.name);
    if (own != nullptr && own->validated) say(child, "VALIDATE CONSTRAINT " + name);
  }
  return out;
}

Result<void> add_safely(const Change& change, const QualifiedName& table,
                        const sql::ConstraintDefinition& definition, std::string_view column,
                        Draft& out) {
  const Constraint* made = made_by(change, table, definition);
  if (made == nullptr) {
    return input_error(fmt::format("what this constraint of {} makes is not known", table.sql()),
                       "Plan against the database itself (--database-url), or give its schema "
                       "(--schema).");
  }
  out.rely_on(fmt::format("constraint {} on {}", quote_ident(made->name), table.sql()));
  if (concerns_old_writers(change, table, made->columns, column)) ask_writers(*made, table, out);
  switch (definition.kind) {
    case ConstraintKind::ForeignKey:
      return add_foreign_key(change, table, *made, out);
    case ConstraintKind::Check:
    case ConstraintKind::NotNull:
      add_and_validate(
          change,
          {.what = fmt::format("{} \"{}\"",
                               made->kind == ConstraintKind::Check ? "check" : "constraint",
                               made->name),
           .table = table,
           .name = made->name,
           .definition = made->definition,
           .locks_first = {}},
          out);
      return {};
    case ConstraintKind::Unique:
    case ConstraintKind::PrimaryKey:
      return add_key(change, table, definition, *made, out);
    case ConstraintKind::Exclusion:
      break;
  }
  exclude(change, table, *made, out);
  return {};
}

}  // namespace pgstage::plan
