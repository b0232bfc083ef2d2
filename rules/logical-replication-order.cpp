#include <algorithm>
#include <map>
#include <string>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// A row gets another shape by what is gone or renamed, too.
bool is_new_column(const effects::Effects& effects, const effects::Broken& broken) {
  if (broken.what != effects::Broken::What::RowShape || broken.part.empty()) return false;
  return std::none_of(effects.breaks.begin(), effects.breaks.end(), [&](const auto& each) {
    return each.what != broken.what && each.relation == broken.relation && each.part == broken.part;
  });
}

/// What the subscriber has to have first; empty for nothing.
std::string needed(const effects::Effects& effects, const effects::Broken& broken) {
  using What = effects::Broken::What;
  const std::string column = "column \"" + broken.part + "\"";
  if (is_new_column(effects, broken)) return column;
  if (broken.what == What::Type || broken.what == What::Modifier)
    return "the new type of " + column;
  if (broken.what != What::Name) return {};
  return broken.part.empty() ? "a table of the new name" : "the new name of " + column;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto& known = context.before.catalog();
  if (effects.breaks.empty() || known.publications().empty() || effects.fails) return;
  std::map<QualifiedName, std::string> needs;
  for (const auto& broken : effects.breaks) {
    const auto need = needed(effects, broken);
    // A schema has no name of a relation.
    if (need.empty() || broken.relation.name.empty() || !context.live(broken.relation)) continue;
    auto& list = needs[broken.relation];
    list += (list.empty() ? "" : ", ") + need;
  }
  for (const auto& [table, list] : needs) {
    const auto publication = catalog::published_by(known, table);
    if (publication.empty()) continue;
    out.add({.span = context.statement.span(),
             .message = "subscribers of publication \"" + publication +
                        "\" stop unless they have " + list + " for " + lint::table_words(table)});
  }
}

}  // namespace

extern const lint::Rule logical_replication_order = {
    .info =
        {
            .id = "logical-replication-order",
            .title = "subscribers get what they have no place for",
            .severity = Severity::Warning,
            .category = lint::Category::Compatibility,
            .why = "Logical replication carries rows, not changes of the schema. A subscriber that "
                   "gets a row with a column, or of a table, that it does not have stops there, "
                   "and so it does where a value does not fit its type; the publisher then keeps "
                   "WAL for it without end.",
            .instead =
                "Add columns on the subscribers first and on the publisher then; drop them on the "
                "publisher first. Rename neither columns nor tables that are published.",
            .fine = "No publication is known to have the table, the subscribers are ahead, or the "
                    "table was made by the same deploy.",
            .source = "Logical Replication, Restrictions",
            .aliases = "migrationpilot:MP055",
        },
    .check = check,
};

}  // namespace pgstage::rules
