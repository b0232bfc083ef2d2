#include <algorithm>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!effects.fails) return;
  // Of all that may be wrong with the statement, what ATExecAlterColumnType() says of dependents.
  const auto& why = effects.fails->why;
  const bool held = why.starts_with("cannot alter type of a column used by") ||
                    (effects.fails->sqlstate == "42P16" && why.starts_with("cannot alter column"));
  if (!held) return;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::ChangeType) continue;
    out.add({.span = context.span_of_action(i),
             .message = "changing the type of " +
                        lint::column_words(context.before.resolve(alter.name), action.name) +
                        " fails: " + why});
    return;
  }
}

}  // namespace

extern const lint::Rule alter_column_type_blocked_by_dependents = {
    .info =
        {
            .id = "alter-column-type-blocked-by-dependents",
            .title = "a type change fails because something uses the column",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "PostgreSQL refuses to change the type of a column that a view, a rule, a "
                   "policy, a trigger with UPDATE OF or WHEN, a generated column, an SQL function "
                   "with a parsed body or a partition key uses. The migration stops there.",
            .instead = "Drop what uses the column, change the type, and make it again in the same "
                       "transaction. Where the change rewrites the table, add a column of the new "
                       "type instead and move over to it.",
            .fine = "Nothing of this kind uses the column.",
            .source = "ALTER TABLE, SET DATA TYPE; measured on 11 to 18",
            .aliases = "migrationpilot:MP052",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
