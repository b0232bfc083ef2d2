#include <string>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

lint::Unless unless_there_again(const lint::Context& context, QualifiedName name) {
  const auto is_there = [name = std::move(name)](const catalog::Replay& then) {
    return then.catalog().relation(name) != nullptr;
  };
  return {lint::until_seen(context), is_there};
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (effects.fails) return;
  const bool materialized = drop.object == sql::ObjectKind::MaterializedView;
  if (!materialized && drop.object != sql::ObjectKind::View) return;
  for (const auto& written : drop.names) {
    const auto name = context.before.resolve(written);
    if (!context.live(name) || !effects.lock_on(name)) continue;
    const auto* found = context.before.catalog().relation(name);
    if (found != nullptr && found->named_in_batch) continue;
    out.add({.span = context.statement.span(),
             .message = "running code that reads " +
                        std::string{materialized ? "materialized view" : "view"} + " \"" +
                        name.plain() + "\" fails from now on",
             .unless = unless_there_again(context, name)});
  }
}

}  // namespace

extern const lint::Rule drop_view_in_use = {
    .info =
        {
            .id = "drop-view-in-use",
            .title = "a view that running code may read is dropped",
            .severity = Severity::Warning,
            .category = lint::Category::Compatibility,
            .why = "Queries of the running release that read the view fail the moment the "
                   "statement commits. Rights on the view go with it.",
            .instead = "Deploy code that no longer reads the view first. To change it, use CREATE "
                       "OR REPLACE VIEW, or drop and create it in one transaction.",
            .fine = "The same transaction or script makes something of the name again, or the view "
                    "was made "
                    "by the same deploy.",
            .source = "DROP VIEW",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
