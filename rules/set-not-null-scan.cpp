#include <algorithm>
#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The column that the action makes NOT NULL for all rows; empty when it does not.
std::string_view column_of(const sql::AlterAction& action) {
  if (action.kind == sql::ActionKind::SetNotNull) return action.name;
  const bool adds = action.kind == sql::ActionKind::AddConstraint && action.constraint &&
                    action.constraint->kind == ConstraintKind::NotNull &&
                    !action.constraint->not_valid && !action.constraint->columns.empty();
  return adds ? action.constraint->columns.front() : std::string_view{};
}

/// From 18 on: whether a constraint says so for new rows already.
bool has_unproved(const catalog::Relation* table, std::string_view column) {
  return table != nullptr &&
         std::any_of(table->constraints.begin(), table->constraints.end(), [&](const auto& each) {
           return each.kind == ConstraintKind::NotNull && !each.validated &&
                  each.columns == std::vector{std::string{column}};
         });
}

/// Whether a check proves the column, so that only the same statement can take the proof away.
bool is_proved(const catalog::Relation* table, const std::string& column) {
  return table != nullptr &&
         std::any_of(table->constraints.begin(), table->constraints.end(), [&](const auto& each) {
           return each.validated && each.proves_not_null.contains(column);
         });
}

std::optional<std::string> checked_first(const lint::Context& context, const QualifiedName& table) {
  const auto& alter = std::get<sql::AlterTable>(context.view);
  if (alter.only) return std::nullopt;
  const auto* found = context.before.catalog().relation(table);
  auto others = lint::action_texts(context);
  std::vector<std::string> alone(others.size());
  std::vector<std::string> columns;
  bool proved = context.version.major >= 12;
  for (std::size_t i = 0; i < others.size(); ++i) {
    const std::string name{column_of(alter.actions[i])};
    if (name.empty()) continue;
    alone[i] = std::exchange(others[i], {});
    proved = proved && is_proved(found, name);
    const auto* known = found == nullptr ? nullptr : found->column(name);
    if (known == nullptr || !known->not_null) columns.push_back(name);
  }
  const auto rest = lint::with_actions(context, others);
  if (proved) return lint::in_order({lint::with_actions(context, alone), rest});
  return lint::in_order({rest, lint::steps_to_not_null(table, columns, context.version)});
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& scan : lint::scans_by_action(effects, context, effects::Why::ProveNotNull)) {
    const auto* action = lint::action_of(context, scan.action);
    if (action == nullptr || column_of(*action).empty()) continue;
    const auto* found = context.before.catalog().relation(scan.table);
    if (has_unproved(found, column_of(*action))) continue;
    out.add({.span = context.span_of_action(scan.action),
             .message = std::string{action->constraint ? "adding NOT NULL" : "SET NOT NULL"} +
                        " reads all of " + lint::table_words(scan.table) +
                        " while reads and writes are blocked",
             .rewrite = checked_first(context, scan.table),
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule set_not_null_scan = {
    .info =
        {
            .id = "set-not-null-scan",
            .title = "SET NOT NULL reads the whole table under an exclusive lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "SET NOT NULL, and from PostgreSQL 18 on ADD CONSTRAINT … NOT NULL, holds "
                   "ACCESS EXCLUSIVE on the table while it looks at every row for a NULL. Nobody "
                   "can read or write the table until it is done.",
            .instead = "From PostgreSQL 12 on the scan is skipped when a valid check proves the "
                       "column: add CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, SET "
                       "NOT NULL, and drop the check, each in its own transaction. From 18 on, ADD "
                       "CONSTRAINT … NOT NULL column NOT VALID and VALIDATE CONSTRAINT do it "
                       "directly. On 11 stop at the validated check.",
            .fine = "The table was made by the same deploy, the column is NOT NULL already, or a "
                    "validated check proves it (from PostgreSQL 12 on) and stays until afterwards.",
            .source = "ALTER TABLE, SET NOT NULL; measured on 11 to 18",
            .aliases = "atlas:PG303 bytebase:STATEMENT_DISALLOW_ADD_NOT_NULL "
                       "diesel-guard:AddNotNull django-migration-linter:NOT_NULL eugene:E2 "
                       "excellent_migrations:not_null_added migrationpilot:MP002 "
                       "migrationpilot:MP018 online_migrations:add_not_null_constraint "
                       "online_migrations:change_column_null pgfence:alter-column-set-not-null "
                       "pgrubic:US010 postgres-language-server:addingNotNullField "
                       "squawk:adding-not-nullable-field strong_migrations:change_column_null",
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules
