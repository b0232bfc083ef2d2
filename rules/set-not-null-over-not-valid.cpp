#include <algorithm>
#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The constraint that would be proved, or null.
const catalog::Constraint* unproved(const catalog::Relation& table, std::string_view column) {
  const auto found =
      std::find_if(table.constraints.begin(), table.constraints.end(), [&](const auto& each) {
        return each.kind == ConstraintKind::NotNull && !each.validated &&
               each.columns == std::vector{std::string{column}};
      });
  return found == table.constraints.end() ? nullptr : &*found;
}

/// The statement without SET NOT NULL where a constraint is to be proved, and then the proof.
std::string validated(const lint::Context& context, const catalog::Relation& table) {
  auto texts = lint::action_texts(context);
  std::vector<std::string> steps{std::string{}};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto& action = *lint::action_of(context, i);
    if (action.kind != sql::ActionKind::SetNotNull) continue;
    const auto* constraint = unproved(table, action.name);
    if (constraint == nullptr) continue;
    texts[i].clear();
    steps.push_back("ALTER TABLE " + table.name.sql() + " VALIDATE CONSTRAINT " +
                    quote_ident(constraint->name));
  }
  steps.front() = lint::with_actions(context, texts);
  return lint::in_order(steps);
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (context.version.major < 18) return;
  const auto table = context.before.resolve(alter.name);
  const auto* found = context.before.catalog().relation(table);
  if (found == nullptr || !context.live(table)) return;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::SetNotNull) continue;
    const auto* constraint = unproved(*found, action.name);
    if (constraint == nullptr) continue;
    out.add({.span = context.span_of_action(i),
             .message = "SET NOT NULL proves constraint \"" + constraint->name +
                        "\", which reads all of " + lint::table_words(table) +
                        " while reads and writes are blocked",
             .rewrite = validated(context, *found),
             .grows_with = table});
  }
}

}  // namespace

extern const lint::Rule set_not_null_over_not_valid = {
    .info =
        {
            .id = "set-not-null-over-not-valid",
            .title = "SET NOT NULL proves a NOT VALID constraint under an exclusive lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "From PostgreSQL 18 on a NOT NULL constraint may be NOT VALID. SET NOT NULL on "
                   "its column proves it at once and holds ACCESS EXCLUSIVE while it reads every "
                   "row. Nobody can read or write the table until it is done.",
            .instead = "Run VALIDATE CONSTRAINT, which ends in the same place and lets reads and "
                       "writes through.",
            .fine = "The constraint is valid already, or the table was made by the same deploy.",
            .source = "ALTER TABLE, VALIDATE CONSTRAINT; measured on 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
