#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

std::string in_two_steps(const lint::Context& context, const effects::Rewrite& rewrite,
                         const sql::ColumnDefinition& column) {
  const auto type = catalog::resolve_type(column.type, context.before.catalog());
  const std::string alter = "ALTER TABLE " + rewrite.table.sql();
  const std::string name = quote_ident(column.name);
  return alter + " ADD COLUMN " + name + " " + catalog::to_string(type) + ", ALTER COLUMN " + name +
         " SET DEFAULT " + std::string{context.script.text(column.default_value)};
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& rewrite : effects.rewrites) {
    const auto* action = lint::action_of(context, rewrite.action);
    if (rewrite.why != effects::Why::VolatileDefault || action == nullptr) continue;
    // A function that nothing known defines may well be harmless.
    if (!context.live(rewrite.table) || !action->column) continue;
    const auto facts = sql::facts(action->column->default_value);
    if (!catalog::volatility_of(facts, context.before.catalog()).certain) continue;
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "the volatile default of " +
                        lint::column_words(rewrite.table, action->column->name) +
                        " rewrites the table while reads and writes are blocked",
             .rewrite = in_two_steps(context, rewrite, *action->column)});
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
            .why =
                "A VOLATILE default, such as random() or gen_random_uuid(), has to be computed for "
                "every row, so ADD COLUMN writes the table and its indexes anew under ACCESS "
                "EXCLUSIVE. Nobody can read or write the table until it is done.",
            .instead =
                "Add the column without the default and set the default in the same statement: "
                "existing rows stay NULL and new ones get a value. Then fill the existing rows in "
                "batches.",
            .fine =
                "The default is a constant or calls only IMMUTABLE and STABLE functions, such as "
                "now(): from PostgreSQL 11 on it is kept in the catalog. Or the table was made by "
                "the same deploy.",
            .source = "ALTER TABLE, Notes",
            .aliases =
                "atlas:PG302 bytebase:COLUMN_DEFAULT_DISALLOW_VOLATILE diesel-guard:AddColumn "
                "excellent_migrations:column_volatile_default migrationpilot:MP003 "
                "online_migrations:add_column_with_default "
                "online_migrations:add_timestamps_with_default "
                "pgfence:add-column-non-constant-default pgrubic:US011 pgrubic:US031 "
                "postgres-language-server:addingFieldWithDefault "
                "safe-migrate:size-aware-add-column safe-migrate:volatile-default "
                "squawk:adding-field-with-default strong_migrations:add_column_default "
                "strong_migrations:add_column_default_callable",
        },
    .check = check,
};

}  // namespace pgstage::rules
