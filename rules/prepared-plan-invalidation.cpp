#include <set>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  using What = effects::Broken::What;
  if (effects.breaks.empty() || effects.fails) return;
  std::set<QualifiedName> told;
  for (const auto& broken : effects.breaks) {
    const bool shape = broken.what == What::RowShape || broken.what == What::Type ||
                       broken.what == What::Modifier ||
                       (broken.what == What::Gone && !broken.part.empty());
    if (!shape || !context.live(broken.relation) || !told.insert(broken.relation).second) continue;
    out.add({.span = context.span_of_action(broken.action),
             .message = "prepared statements that return all columns of " +
                        lint::table_words(broken.relation) + " fail once in each session"});
  }
}

}  // namespace

extern const lint::Rule prepared_plan_invalidation = {
    .info =
        {
            .id = "prepared-plan-invalidation",
            .title = "prepared statements fail once",
            .severity = Severity::Notice,
            .category = lint::Category::Compatibility,
            .group = lint::Group::Design,
            .why = "A prepared statement that returns all columns of the table fails at its next "
                   "run with \"cached plan must not change result type\" (0A000), once in each "
                   "session. In a transaction that means the whole transaction.",
            .instead = "Let queries list their columns. Where they do not, have the pool try "
                       "again, or renew its sessions after the deploy.",
            .fine = "The table was made by the same deploy, or no client prepares SELECT * or "
                    "RETURNING *.",
            .source = "PREPARE; measured on 11 to 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
