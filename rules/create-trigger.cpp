#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::CreateTrigger& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (effects.fails || lint::is_of_a_plan(create.name)) return;
  const auto table = context.before.resolve(create.table);
  if (!context.live(table)) return;
  out.add({.span = context.statement.span(),
           .message = "from now on each write of " +
                      lint::relation_words(table, context.before.catalog()) + " runs trigger \"" +
                      std::string{create.name} + "\""});
}

}  // namespace

extern const lint::Rule create_trigger = {
    .info =
        {
            .id = "create-trigger",
            .title = "a trigger is added to a table that is in use",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .group = lint::Group::Design,
            .why = "CREATE TRIGGER waits for all writers of the table and its partitions, and new "
                   "ones wait behind it, but it is quick then. What stays is that every later "
                   "write pays for the trigger, does what it says, and fails where it fails.",
            .instead = "Set a lock_timeout and try again when it fires. Try the function of the "
                       "trigger with the load of the real table first.",
            .fine = "The table was made by the same deploy, or the trigger keeps two columns or "
                    "tables in step while one replaces the other.",
            .source = "CREATE TRIGGER; measured on 11 to 18",
            .aliases = "atlas:PG308 migrationpilot:MP090 pgfence:create-trigger "
                       "postgres-language-server:avoidCreateTrigger",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
