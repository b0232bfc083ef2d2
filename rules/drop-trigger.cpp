#include <cstddef>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Trigger || effects.fails) return;
  for (std::size_t i = 0; i < drop.names.size(); ++i) {
    const auto table = context.before.resolve(drop.names[i]);
    const std::string trigger{drop.parts[i]};
    if (lint::is_of_a_plan(trigger)) continue;
    if (!context.live(table) || !effects.lock_on(table)) continue;
    out.add({.span = context.statement.span(),
             .message = "dropping trigger \"" + trigger + "\" blocks reads and writes of " +
                        lint::relation_words(table, context.before.catalog()) + " for a moment"});
  }
}

}  // namespace

extern const lint::Rule drop_trigger = {
    .info =
        {
            .id = "drop-trigger",
            .title = "a trigger is dropped from a table that is in use",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .group = lint::Group::Design,
            .why = "DROP TRIGGER takes ACCESS EXCLUSIVE on the table and its partitions, so even "
                   "reads wait for it and behind it, though it is quick then. What the trigger did "
                   "for each write is not done any more.",
            .instead = "Switch it off first with ALTER TABLE ... DISABLE TRIGGER, which lets reads "
                       "go on, and drop it in a quiet moment, with a lock_timeout.",
            .fine = "The table was made by the same deploy, or the trigger only kept two columns "
                    "or tables in step, and one of them is not used any more.",
            .source = "DROP TRIGGER; measured on 11 to 18",
            .aliases = "pgfence:drop-trigger postgres-language-server:banDropTrigger",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
