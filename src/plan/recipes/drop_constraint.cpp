// Drop a constraint of a table that is in use. What only refuses rows goes first, since new code
// may write such rows; what running code counts on, a key or an action of a foreign key, goes last.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "constraints.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

using catalog::Constraint;

bool fits(const Change& change) {
  const auto* action = change.action();
  return action != nullptr && action->kind == sql::ActionKind::DropConstraint &&
         change.live(change.table());
}

/// One that only refuses rows, so that code which knows it does not miss it.
bool only_refuses(const Constraint& constraint) {
  const auto does_nothing = [](ReferentialAction action) {
    return action == ReferentialAction::NoAction || action == ReferentialAction::Restrict;
  };
  if (constraint.kind == ConstraintKind::ForeignKey) {
    return does_nothing(constraint.on_delete) && does_nothing(constraint.on_update);
  }
  return constraint.kind == ConstraintKind::Check || constraint.kind == ConstraintKind::NotNull;
}

/// From 18 on NOT NULL has a name, also where none was written.
Constraint unwritten_not_null(const Change& change, const catalog::Relation& table,
                              std::string_view name) {
  for (const auto& column : table.columns) {
    const bool here = not_null_has_a_name(change) && column.not_null &&
                      not_null_name(table.name, column.name) == name;
    if (here) {
      return {.name = std::string{name},
              .kind = ConstraintKind::NotNull,
              .columns = {column.name},
              .definition = "NOT NULL " + quote_ident(column.name)};
    }
  }
  return {};
}

Step drop_step(const Change& change, const QualifiedName& table, const Constraint& constraint,
               std::string_view what) {
  Metadata parts{.title = fmt::format("Drop {} \"{}\" of {}", what, constraint.name, table.sql()),
                 .sql = {},
                 .undo = {},
                 .done = constraint_absent(table, constraint.name)};
  if (constraint.kind == ConstraintKind::ForeignKey) {
    for (const auto& each : {constraint.referenced, table}) {
      parts.sql.push_back(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", each.sql()));
      if (constraint.referenced == table) break;
    }
  }
  parts.sql.push_back(
      fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", table.sql(), quote_ident(constraint.name)));
  return metadata_step(change, std::move(parts));
}

std::string_view words(const Constraint& constraint) {
  switch (constraint.kind) {
    case ConstraintKind::PrimaryKey:
      return "primary key";
    case ConstraintKind::Unique:
      return "unique constraint";
    case ConstraintKind::ForeignKey:
      return "foreign key";
    case ConstraintKind::Check:
      return "check";
    default:
      return "constraint";
  }
}

bool counts_on(const Constraint& key, const QualifiedName& table,
               const std::vector<std::string>& columns) {
  return key.kind == ConstraintKind::ForeignKey && key.referenced == table &&
         std::is_permutation(columns.begin(), columns.end(), key.referenced_columns.begin(),
                             key.referenced_columns.end());
}

/// CASCADE takes the foreign keys along that count on the key: each by itself, so that no more than
/// two tables are locked at a time.
void drop_keys_to(const Change& change, const QualifiedName& table, const Constraint& dropped,
                  Draft& out) {
  for (const auto& other : change.before.catalog().referencing(table)) {
    const auto& relation = *change.relation(other);
    for (const auto& key : relation.constraints) {
      const bool part = relation.is_partition && relation.parent &&
                        change.relation(*relation.parent)->constraint(key.name) != nullptr;
      if (part || !counts_on(key, table, dropped.columns)) continue;
      out.contract_for_good(drop_step(change, other, key, words(key)));
    }
  }
}

std::string gate_for(const Constraint& constraint, const QualifiedName& table) {
  const std::string name = fmt::format("\"{}\" of {}", constraint.name, table.sql());
  if (constraint.kind == ConstraintKind::ForeignKey && !constraint.columns.empty()) {
    return fmt::format(
        "deploy code that deletes and changes itself what foreign key {} deletes and "
        "changes along",
        name);
  }
  return fmt::format(
      "deploy code that does not count on constraint {}: no ON CONFLICT needs it, "
      "and no lookup expects one row because of it",
      name);
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.table();
  const auto& action = *change.action();
  const auto* relation = change.relation(table);
  const auto* known = relation == nullptr ? nullptr : relation->constraint(action.name);
  const bool complete = relation != nullptr && relation->known;
  Constraint constraint = known != nullptr ? *known : Constraint{};
  if (known == nullptr && complete) constraint = unwritten_not_null(change, *relation, action.name);
  if (constraint.name.empty() && complete && action.if_exists) return {};
  constraint.name = std::string{action.name};
  out.rely_on(fmt::format("constraint {} on {}", quote_ident(action.name), table.sql()));
  const bool told = known != nullptr || constraint.kind == ConstraintKind::NotNull;
  if (told && only_refuses(constraint) && !constraint.definition.empty()) {
    Step step = drop_step(change, table, constraint, words(constraint));
    step.undo = add_again(change, table, constraint);
    step.undo_transaction = false;
    out.expand(std::move(step));
    return {};
  }
  out.gate(PhaseName::Contract, gate_for(constraint, table));
  if (action.cascade) drop_keys_to(change, table, constraint, out);
  Step step = drop_step(change, table, constraint, told ? words(constraint) : "constraint");
  out.contract_for_good(std::move(step));
  return {};
}

}  // namespace

extern const Recipe drop_constraint = {.id = "drop_constraint", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
