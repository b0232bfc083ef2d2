#include <algorithm>
#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

const sql::ConstraintDefinition* key_of(const sql::AlterAction& action) {
  const bool table = action.constraint && action.constraint->kind == ConstraintKind::PrimaryKey;
  if (table) return &*action.constraint;
  if (!action.column) return nullptr;
  for (const auto& constraint : action.column->constraints) {
    if (constraint.kind == ConstraintKind::PrimaryKey) return &constraint;
  }
  return nullptr;
}

std::vector<std::string> nullable(const catalog::Relation* table,
                                  const std::vector<std::string>& columns) {
  std::vector<std::string> out;
  for (const auto& column : columns) {
    const auto* known = table == nullptr ? nullptr : table->column(column);
    if (known == nullptr || !known->not_null) out.push_back(column);
  }
  return out;
}

/// Nothing for a key that needs more than this, or whose columns no step can prove.
std::optional<std::string> with_index(const lint::Context& context, const QualifiedName& table,
                                      const effects::IndexBuild& build,
                                      const sql::ConstraintDefinition& key) {
  const auto* found = context.before.catalog().relation(table);
  const bool partitioned =
      found != nullptr && found->kind == catalog::RelationKind::PartitionedTable;
  // One that takes another's place must not leave the table without a key meanwhile.
  if (found != nullptr && found->primary_key() != nullptr) return std::nullopt;
  const bool special = key.placed || key.deferrable || !key.included.empty();
  if (partitioned || special || key.columns.empty()) return std::nullopt;
  const std::vector<std::string> columns{key.columns.begin(), key.columns.end()};
  const auto open = nullable(found, columns);
  if (!open.empty() && context.version.major < 12) return std::nullopt;
  const auto name = quote_ident(build.index.name);
  return lint::in_order({lint::with_action(context, build.action, {}),
                         open.empty() ? "" : lint::steps_to_not_null(table, open, context.version),
                         "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + table.sql() + " (" +
                             lint::column_list(columns) + ")",
                         "ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + name +
                             " PRIMARY KEY USING INDEX " + name});
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& build : effects.index_builds) {
    const auto* action = lint::action_of(context, build.action);
    if (action == nullptr || !build.constraint || !context.live(build.table)) continue;
    const auto* key = key_of(*action);
    if (key == nullptr || key->without_overlaps) continue;
    if (lint::was_emptied(context, build.table)) continue;
    const auto table = lint::altered_table(context).value_or(build.table);
    out.add({.span = context.span_of_action(build.action),
             .message = "adding a primary key builds its index while reads and writes of " +
                        lint::table_words(table) + " are blocked",
             .rewrite = with_index(context, table, build, *key),
             .grows_with = table});
    return;
  }
}

}  // namespace

extern const lint::Rule add_primary_key_blocking = {
    .info =
        {
            .id = "add-primary-key-blocking",
            .title = "a primary key builds its index under an exclusive lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "ADD PRIMARY KEY holds ACCESS EXCLUSIVE on the table while it builds the index "
                   "and looks for NULLs. Nobody can read or write the table until it is done.",
            .instead = "Make the columns NOT NULL first, by way of a validated check; build the "
                       "index with CREATE UNIQUE INDEX CONCURRENTLY; then ADD PRIMARY KEY USING "
                       "INDEX. On a partitioned table: ADD PRIMARY KEY with ONLY, the same steps "
                       "for each partition, and ALTER INDEX … ATTACH PARTITION.",
            .fine = "The table was made by the same deploy, or USING INDEX names an index that is "
                    "there and the columns are NOT NULL.",
            .source = "ALTER TABLE, ADD table_constraint_using_index; measured on 11 to 18",
            .aliases =
                "atlas:PG104 diesel-guard:AddPrimaryKey eugene:E7 "
                "pgfence:add-pk-without-using-index pgrubic:US015 "
                "postgres-language-server:addingPrimaryKeyConstraint "
                "safe-migrate:blocking-index-constraint squawk:adding-serial-primary-key-field",
        },
    .check = check,
};

}  // namespace pgstage::rules
