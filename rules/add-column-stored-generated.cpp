#include <set>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  // Several columns of one statement are one rewrite.
  std::set<QualifiedName> told;
  for (const auto& rewrite :
       lint::rewrites_by_action(effects, context, effects::Why::StoredGenerated)) {
    const auto* action = lint::action_of(context, rewrite.action);
    if (action == nullptr || !action->column || !told.insert(rewrite.table).second) continue;
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "new generated " + lint::column_words(rewrite.table, action->column->name) +
                        " rewrites the table while reads and writes are blocked",
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule add_column_stored_generated = {
    .info =
        {
            .id = "add-column-stored-generated",
            .title = "a new stored generated column rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "A STORED generated column is computed for every existing row at once, so ADD "
                   "COLUMN writes the table and its indexes anew under ACCESS EXCLUSIVE. Nobody "
                   "can read or write the table until it is done.",
            .instead = "Add a plain column, keep it up to date with a trigger, and fill the "
                       "existing rows in batches. Where the value is only searched for, an index "
                       "on the expression, built CONCURRENTLY, will do; from PostgreSQL 18 on so "
                       "may a VIRTUAL column, which is computed on reading.",
            .fine = "The table was made by the same deploy, or the column is VIRTUAL.",
            .source = "Generated Columns; measured on 12 to 18",
            .aliases =
                "atlas:PG309 diesel-guard:GeneratedColumn eugene:E11 migrationpilot:MP062 "
                "online_migrations:add_column_generated_stored pgfence:add-column-stored-generated "
                "pgrubic:US006 postgres-language-server:addSerialColumn "
                "squawk:adding-field-with-default strong_migrations:add_column_generated_stored",
        },
    .check = check,
};

}  // namespace pgstage::rules
