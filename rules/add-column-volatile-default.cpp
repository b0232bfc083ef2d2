#include <string>
#include <utility>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using Rewrites = std::vector<lint::Touched>;

/// A function that nothing known defines may well be harmless.
bool is_certain(const lint::Context& context, const sql::ColumnDefinition& column) {
  const auto facts = sql::facts(column.default_value);
  return catalog::volatility_of(facts, context.before.catalog()).certain;
}

/// Each column without its default, which new rows alone get.
std::optional<std::string> for_new_rows(const lint::Context& context, const Rewrites& rewrites) {
  auto texts = lint::action_texts(context);
  for (const auto& rewrite : rewrites) {
    auto text = lint::column_for_new_rows(context, *lint::action_of(context, rewrite.action));
    if (!text) return std::nullopt;
    texts[rewrite.action] = std::move(*text);
  }
  return lint::with_actions(context, texts);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  auto rewrites = lint::rewrites_by_action(effects, context, effects::Why::VolatileDefault);
  std::erase_if(rewrites, [&](const auto& each) {
    const auto* action = lint::action_of(context, each.action);
    return action == nullptr || !action->column || !is_certain(context, *action->column);
  });
  for (const auto& rewrite : rewrites) {
    const auto& action = *lint::action_of(context, rewrite.action);
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "the volatile default of " +
                        lint::column_words(rewrite.table, action.column->name) +
                        " rewrites the table while reads and writes are blocked",
             .rewrite = for_new_rows(context, rewrites),
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule add_column_volatile_default = {
    .info =
        {
            .id = "add-column-volatile-default",
            .title = "a new column with a volatile default rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "A VOLATILE default, such as random() or gen_random_uuid(), has to be computed "
                   "for every row, so ADD COLUMN writes the table and its indexes anew under "
                   "ACCESS EXCLUSIVE. Nobody can read or write the table until it is done.",
            .instead = "Add the column without the default and set the default in the same "
                       "statement: existing rows stay NULL and new ones get a value. Then fill the "
                       "existing rows in batches, and make the column NOT NULL by way of a "
                       "validated check if it has to be.",
            .fine = "The default is a constant or calls only IMMUTABLE and STABLE functions, such "
                    "as now(): from PostgreSQL 11 on it is kept in the catalog. Or the table was "
                    "made by the same deploy.",
            .source = "ALTER TABLE, Notes; measured on 11 to 18",
            .aliases =
                "atlas:PG302 bytebase:COLUMN_DEFAULT_DISALLOW_VOLATILE "
                "bytebase:STATEMENT_DISALLOW_ADD_COLUMN_WITH_DEFAULT diesel-guard:AddColumn "
                "excellent_migrations:column_added_with_default "
                "excellent_migrations:column_volatile_default migrationpilot:MP003 "
                "online_migrations:add_column_with_default "
                "online_migrations:add_timestamps_with_default pgfence:add-column-default-pre-pg11 "
                "pgfence:add-column-non-constant-default pgrubic:US011 pgrubic:US031 "
                "postgres-language-server:addingFieldWithDefault "
                "safe-migrate:size-aware-add-column safe-migrate:volatile-default "
                "squawk:adding-field-with-default strong_migrations:add_column_default "
                "strong_migrations:add_column_default_callable",
        },
    .check = check,
};

}  // namespace pgstage::rules
