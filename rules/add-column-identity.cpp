#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& rewrite : lint::rewrites_by_action(effects, context, effects::Why::Identity)) {
    const auto* action = lint::action_of(context, rewrite.action);
    if (action == nullptr || !action->column) continue;
    if (action->column->identity == Identity::None) continue;
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "new identity " + lint::column_words(rewrite.table, action->column->name) +
                        " rewrites the table while reads and writes are blocked",
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule add_column_identity = {
    .info =
        {
            .id = "add-column-identity",
            .title = "a new identity column rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "An identity gives every existing row its number at once, so ADD COLUMN writes "
                   "the table and its indexes anew under ACCESS EXCLUSIVE. Nobody can read or "
                   "write the table until it is done.",
            .instead = "Add the column as plain bigint, give new rows numbers from a sequence by a "
                       "default, fill the existing rows in batches, make it NOT NULL by way of a "
                       "validated check, and then ALTER COLUMN … ADD GENERATED … AS IDENTITY, "
                       "which rewrites nothing, with setval() for its sequence.",
            .fine = "The table was made by the same deploy.",
            .source = "ALTER TABLE, ADD GENERATED AS IDENTITY; measured on 11 to 18",
            .aliases = "atlas:PG310 diesel-guard:AddIdentityColumn pgrubic:US005 "
                       "squawk:adding-field-with-default",
        },
    .check = check,
};

}  // namespace pgstage::rules
