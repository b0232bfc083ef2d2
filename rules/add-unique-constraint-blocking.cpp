#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

const sql::ConstraintDefinition* unique_of(const sql::AlterAction& action) {
  if (action.constraint && action.constraint->kind == ConstraintKind::Unique) {
    return &*action.constraint;
  }
  if (!action.column) return nullptr;
  for (const auto& constraint : action.column->constraints) {
    if (constraint.kind == ConstraintKind::Unique) return &constraint;
  }
  return nullptr;
}

std::vector<std::string> owned(const std::vector<std::string_view>& names) {
  return {names.begin(), names.end()};
}

/// The index, and the constraint over it.
std::vector<std::string> over_index(const QualifiedName& table, const std::string& name,
                                    const std::vector<std::string>& columns,
                                    const sql::ConstraintDefinition& constraint) {
  std::string index = "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + table.sql() + " (" +
                      lint::column_list(columns) + ")";
  if (!constraint.included.empty()) {
    index += " INCLUDE (" + lint::column_list(owned(constraint.included)) + ")";
  }
  if (constraint.nulls_not_distinct) index += " NULLS NOT DISTINCT";
  std::string add =
      "ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + name;
  if (constraint.deferrable) add += " DEFERRABLE";
  if (constraint.initially_deferred) add += " INITIALLY DEFERRED";
  return {index, add};
}

/// The statement without its unique constraints, and then each of them.
std::optional<std::string> with_indexes(const lint::Context& context, const QualifiedName& table,
                                        const effects::Effects& effects) {
  auto texts = lint::action_texts(context);
  std::vector<std::string> steps{std::string{}};
  for (const auto& build : effects.index_builds) {
    const auto* action = lint::action_of(context, build.action);
    const auto* constraint = action == nullptr ? nullptr : unique_of(*action);
    if (constraint == nullptr || !build.constraint) continue;
    if (constraint->placed || constraint->without_overlaps) return std::nullopt;
    const auto columns =
        action->column ? std::vector{std::string{action->name}} : owned(constraint->columns);
    texts[build.action] = action->column ? lint::action_without(context, build.action,
                                                                {context.script.text(*constraint)})
                                         : std::string{};
    const auto each = over_index(table, quote_ident(build.index.name), columns, *constraint);
    steps.insert(steps.end(), each.begin(), each.end());
  }
  steps.front() = lint::with_actions(context, texts);
  return lint::in_order(steps);
}

bool is_partitioned(const lint::Context& context, const QualifiedName& table) {
  const auto* found = context.before.catalog().relation(table);
  return found != nullptr && found->kind == catalog::RelationKind::PartitionedTable;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& build : effects.index_builds) {
    const auto* action = lint::action_of(context, build.action);
    if (action == nullptr || !build.constraint || !context.live(build.table)) continue;
    const auto* constraint = unique_of(*action);
    if (constraint == nullptr || constraint->without_overlaps) continue;
    if (lint::was_emptied(context, build.table)) continue;
    const auto table = lint::altered_table(context).value_or(build.table);
    std::optional<std::string> rewrite;
    if (!is_partitioned(context, table)) rewrite = with_indexes(context, table, effects);
    out.add({.span = context.span_of_action(build.action),
             .message = "adding unique constraint \"" + build.index.name +
                        "\" builds its index while reads and writes of " +
                        lint::table_words(table) + " are blocked",
             .rewrite = std::move(rewrite),
             .grows_with = table});
    return;
  }
}

}  // namespace

extern const lint::Rule add_unique_constraint_blocking = {
    .info =
        {
            .id = "add-unique-constraint-blocking",
            .title = "a unique constraint builds its index under an exclusive lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "ADD UNIQUE holds ACCESS EXCLUSIVE on the table while it builds the index, also "
                   "for a new column that is NULL everywhere. Nobody can read or write the table "
                   "until it is done. NOT VALID is no way out: PostgreSQL refuses it for UNIQUE.",
            .instead = "Build the index with CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT "
                       "… UNIQUE USING INDEX, which takes the lock for a moment only. On a "
                       "partitioned table: ADD UNIQUE with ONLY, the same two steps for each "
                       "partition, and ALTER INDEX … ATTACH PARTITION.",
            .fine = "The table was made by the same deploy, or USING INDEX names an index that is "
                    "there.",
            .source = "ALTER TABLE, ADD table_constraint_using_index; measured on 11 to 18",
            .aliases =
                "atlas:PG105 diesel-guard:AddUniqueConstraint eugene:E7 migrationpilot:MP027 "
                "online_migrations:add_unique_constraint pgfence:add-constraint-unique "
                "pgrubic:US014 postgres-language-server:disallowUniqueConstraint "
                "safe-migrate:blocking-index-constraint squawk:disallowed-unique-constraint "
                "strong_migrations:add_unique_constraint",
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules
