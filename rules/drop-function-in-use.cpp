#include <algorithm>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Overloads share a name, and only one of them may be what is called.
bool is_overloaded(const lint::Context& context, const sql::Drop& drop) {
  return std::any_of(drop.names.begin(), drop.names.end(), [&](const auto& written) {
    const auto* found = context.before.catalog().function(context.before.resolve_new(written));
    return found != nullptr && found->overloads.size() > 1;
  });
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Function || drop.cascade) return;
  if (!effects.fails || effects.fails->sqlstate != "2BP01") return;
  if (is_overloaded(context, drop)) return;
  out.add({.span = context.statement.span(),
           .message = "the function is in use: " + effects.fails->why});
}

}  // namespace

extern const lint::Rule drop_function_in_use = {
    .info =
        {
            .id = "drop-function-in-use",
            .title = "a function is dropped that something is made of",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "A trigger, default, constraint, index, policy or view calls the function. "
                   "Without CASCADE the statement is refused (2BP01), and the migration fails; "
                   "with CASCADE those would go along.",
            .instead = "Drop or change what calls it first, by name; or keep the function and "
                       "replace its body with CREATE OR REPLACE FUNCTION.",
            .fine = "Nothing is known to call it, or what calls it was dropped before.",
            .source = "Dependency Tracking",
            .aliases = "pg-schema-diff:HAS_UNTRACKABLE_DEPENDENCIES safe-migrate:broken-compute",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
