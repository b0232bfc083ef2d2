#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& rewrite :
       lint::rewrites_by_action(effects, context, effects::Why::ConstrainedDomain)) {
    const auto* action = lint::action_of(context, rewrite.action);
    if (action == nullptr || !action->column) continue;
    const auto type = catalog::resolve_type(action->column->type, context.before.catalog());
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "domain \"" + type.name.plain() + "\" has constraints, so that new " +
                        lint::column_words(rewrite.table, action->column->name) +
                        " rewrites the table while reads and writes are blocked",
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule add_column_constrained_domain = {
    .info =
        {
            .id = "add-column-constrained-domain",
            .title = "a new column of a constrained domain rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "A column whose type is a domain with NOT NULL or CHECK has its constraints "
                   "proved row by row, so ADD COLUMN writes the table and its indexes anew under "
                   "ACCESS EXCLUSIVE, even when the column may be NULL and has no default. Nobody "
                   "can read or write the table until it is done.",
            .instead = "Give the column the domain's base type and the table a check that says the "
                       "same, NOT VALID and validated afterwards.",
            .fine = "The domain has no constraint, or the table was made by the same deploy.",
            .source = "CREATE DOMAIN; measured on 11 to 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
