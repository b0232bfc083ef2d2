#include <algorithm>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The statement of the deploy that built an index of the table and did nothing more.
const lint::Deed* building(const lint::Context& context, const QualifiedName& table) {
  const auto past = context.past.to(table);
  const auto found = std::find_if(past.begin(), past.end(), [](const lint::Deed& each) {
    return each.builds_index && !each.rewrites;
  });
  return found == past.end() ? nullptr : &*found;
}

std::string place(const lint::Deed& deed, const lint::Context& context) {
  const std::string line = "line " + std::to_string(deed.line);
  return deed.path == context.path ? line : line + " of " + std::string{deed.path};
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.rewrites.empty() && effects.drops.empty()) return;
  for (const auto& rewrite : effects.rewrites) {
    const auto* built = building(context, rewrite.table);
    if (built == nullptr || rewrite.why == effects::Why::Reorganize) continue;
    out.add({.span = context.statement.span(),
             .message = "the index that " + place(*built, context) + " built on " +
                        lint::table_words(rewrite.table) + " is built again"});
    return;
  }
  for (const auto& dropped : effects.drops) {
    const auto* built = building(context, dropped);
    if (built == nullptr) continue;
    out.add({.span = context.statement.span(),
             .message = "the index that " + place(*built, context) + " built goes with " +
                        lint::table_words(dropped)});
    return;
  }
}

}  // namespace

extern const lint::Rule index_built_before_rewrite = {
    .info =
        {
            .id = "index-built-before-rewrite",
            .title = "an index is built and then built again or thrown away",
            .severity = Severity::Notice,
            .category = lint::Category::Rewrite,
            .group = lint::Group::Design,
            .why = "A rewrite builds every index of the table anew, and a dropped table takes its "
                   "indexes along, so what an earlier statement of the same deploy built was work "
                   "for nothing: it read the table in full, wrote the index, and others waited for "
                   "it.",
            .instead = "Rewrite the table first and build the index last.",
            .fine = "The index is needed between the two deploys that the statements really belong "
                    "to.",
            .source = "ALTER TABLE, Notes",
            .aliases = "migrationpilot:SQ003 create-then-rewrite",
        },
    .check = check,
};

}  // namespace pgstage::rules
