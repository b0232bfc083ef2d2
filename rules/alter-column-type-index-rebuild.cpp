#include <algorithm>
#include <string>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_rewritten(const effects::Effects& effects, const QualifiedName& table) {
  return effects.rewrites_table(table);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& build : effects.index_builds) {
    const auto* action = lint::action_of(context, build.action);
    if (action == nullptr || action->kind != sql::ActionKind::ChangeType) continue;
    // A rewrite builds all of them, which another rule says.
    if (is_rewritten(effects, build.table) || !context.live(build.table)) continue;
    out.add({.span = context.span_of_action(build.action),
             .message = "changing the type of " +
                        lint::column_words(lint::altered_table(context).value_or(build.table),
                                           action->name) +
                        " builds index \"" + build.index.plain() +
                        "\" anew while reads and writes are blocked",
             .grows_with = build.table});
    return;
  }
}

}  // namespace

extern const lint::Rule alter_column_type_index_rebuild = {
    .info =
        {
            .id = "alter-column-type-index-rebuild",
            .title = "a type change builds indexes anew",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "A type change that leaves the table as it is may still build the indexes over "
                   "the column anew: when the new type or collation sorts otherwise, and always "
                   "for indexes with expressions or a predicate. ACCESS EXCLUSIVE on the table is "
                   "held meanwhile: nobody can read or write it.",
            .instead = "Drop the index CONCURRENTLY, change the type, and build it again "
                       "CONCURRENTLY; or build one for the new type beside a new column.",
            .fine = "The varchar and text family keeps plain indexes as they are. Or the table was "
                    "made by the same deploy.",
            .source = "ALTER TABLE, SET DATA TYPE; measured on 11 to 18",
            .aliases = "migrationpilot:MP089",
        },
    .check = check,
};

}  // namespace pgstage::rules
