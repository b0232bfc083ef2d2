#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Sequence) return;
  if (effects.fails) {
    if (effects.fails->sqlstate != "2BP01") return;
    out.add({.span = context.statement.span(),
             .message = "the sequence is in use: " + effects.fails->why});
    return;
  }
  for (const auto& written : drop.names) {
    const auto name = context.before.resolve(written);
    if (!context.live(name) || !effects.lock_on(name)) continue;
    // What CASCADE takes along of a sequence that nobody knows is a hazard of its own name.
    if (drop.cascade && context.before.catalog().relation(name) == nullptr) continue;
    out.add({.span = context.statement.span(),
             .message = "dropping sequence \"" + name.plain() +
                        "\" loses which numbers are taken, and breaks code that uses it"});
  }
}

}  // namespace

extern const lint::Rule drop_sequence = {
    .info =
        {
            .id = "drop-sequence",
            .title = "a sequence that running code may use is dropped",
            .severity = Severity::Warning,
            .category = lint::Category::DataLoss,
            .why = "What the sequence came to is lost: one of the same name starts over, and gives "
                   "out numbers that are taken. Code that asks it for a number fails the moment "
                   "the statement commits. Where a default counts on it, the statement is refused "
                   "(2BP01).",
            .instead = "Deploy code that no longer uses the sequence, and change defaults that do; "
                       "then drop it in a deploy of its own.",
            .fine = "The sequence was made by the same deploy.",
            .source = "DROP SEQUENCE",
            .aliases = "pg-schema-diff:DELETES_DATA",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
