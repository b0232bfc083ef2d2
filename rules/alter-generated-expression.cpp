#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& rewrite :
       lint::rewrites_by_action(effects, context, effects::Why::StoredGenerated)) {
    const auto* action = lint::action_of(context, rewrite.action);
    if (action == nullptr || action->kind != sql::ActionKind::SetExpression) continue;
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "another expression for " +
                        lint::column_words(rewrite.table, action->name) +
                        (effects.certain ? " rewrites" : " may rewrite") +
                        " the table while reads and writes are blocked",
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule alter_generated_expression = {
    .info =
        {
            .id = "alter-generated-expression",
            .title = "another expression for a generated column rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "SET EXPRESSION (from PostgreSQL 17 on) computes a STORED column anew for every "
                   "row and writes the table and its indexes anew under ACCESS EXCLUSIVE. Nobody "
                   "can read or write the table until it is done.",
            .instead =
                "Add a plain column for the new value, keep it up to date with a trigger, fill the "
                "existing rows in batches, and swap the names in one short transaction.",
            .fine = "The column is VIRTUAL (from PostgreSQL 18 on), or the table was made by the "
                    "same deploy.",
            .source = "ALTER TABLE, SET EXPRESSION; measured on 17 and 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
