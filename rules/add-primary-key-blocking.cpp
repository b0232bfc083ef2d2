#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_primary_key(const sql::AlterAction& action) {
  if (action.constraint && action.constraint->kind == ConstraintKind::PrimaryKey) return true;
  if (!action.column) return false;
  for (const auto& constraint : action.column->constraints) {
    if (constraint.kind == ConstraintKind::PrimaryKey) return true;
  }
  return false;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& build : effects.index_builds) {
    const auto* action = lint::action_of(context, build.action);
    if (action == nullptr || !build.constraint || !context.live(build.table)) continue;
    if (!is_primary_key(*action)) continue;
    out.add({.span = context.span_of_action(build.action),
             .message = "adding a primary key builds its index while reads and writes of " +
                        lint::table_words(build.table) + " are blocked"});
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
            .why =
                "ADD PRIMARY KEY holds ACCESS EXCLUSIVE on the table while it builds the index and "
                "looks for NULLs. Nobody can read or write the table until it is done.",
            .instead =
                "Make the columns NOT NULL first, by way of a validated check; build the index with"
                " CREATE UNIQUE INDEX CONCURRENTLY; then ADD PRIMARY KEY USING INDEX.",
            .fine =
                "The table was made by the same deploy, or USING INDEX names an index that is there"
                " and the columns are NOT NULL.",
            .source = "ALTER TABLE, ADD table_constraint_using_index",
            .aliases = "atlas:PG104 diesel-guard:AddPrimaryKey eugene:E7 "
                       "pgfence:add-pk-without-using-index pgrubic:US015 "
                       "postgres-language-server:addingPrimaryKeyConstraint "
                       "squawk:adding-serial-primary-key-field",
        },
    .check = check,
};

}  // namespace pgstage::rules
