#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::SetDefault) continue;
    bool added = !context.live(table, action.name);
    for (const auto& each : alter.actions) {
      added = added || (each.kind == sql::ActionKind::AddColumn && each.name == action.name);
    }
    if (added) continue;
    out.add({.span = context.span_of_action(i),
             .message = "the new default of " + lint::column_words(table, action.name) +
                        " holds for rows to come, and leaves the old ones as they are"});
  }
}

}  // namespace

extern const lint::Rule set_default_existing_column = {
    .info =
        {
            .id = "set-default-existing-column",
            .title = "a new default says nothing of the rows that are there",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Design,
            .why = "SET DEFAULT holds for rows to come. What is NULL, or has the old default, "
                   "stays as it is, and frameworks that remember the columns of a table may go on "
                   "writing the old value.",
            .instead = "Fill the old rows in batches if they are meant, and restart code that "
                       "remembers the default.",
            .fine =
                "New rows alone are meant, or the column or its table was made by the same deploy.",
            .source = "ALTER TABLE, SET DEFAULT",
            .aliases = "migrationpilot:MP048 online_migrations:change_column_default "
                       "strong_migrations:change_column_default",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
