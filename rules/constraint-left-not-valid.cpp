#include <algorithm>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether every constraint that may be this one is proved by then, or gone.
lint::Unless unless_validated(const QualifiedName& table, const sql::ConstraintDefinition& made) {
  const auto validated = [table, kind = made.kind,
                          name = std::string{made.name}](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    if (found == nullptr) return true;
    return std::none_of(found->constraints.begin(), found->constraints.end(),
                        [&](const auto& each) {
                          const bool meant = name.empty() ? each.kind == kind : each.name == name;
                          return meant && each.enforced && !each.validated;
                        });
  };
  return {lint::Unless::Until::Run, validated};
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& constraint = alter.actions[i].constraint;
    const bool adds = alter.actions[i].kind == sql::ActionKind::AddConstraint && constraint;
    if (!adds || !constraint->not_valid || !context.live(table)) continue;
    const auto which = constraint->name.empty()
                           ? std::string{"this constraint"}
                           : "constraint \"" + std::string{constraint->name} + "\"";
    out.add({.span = context.span_of_action(i),
             .message = which + " of " + lint::table_words(table) +
                        " is left NOT VALID: nothing proves it for old rows",
             .unless = unless_validated(table, *constraint)});
  }
}

}  // namespace

extern const lint::Rule constraint_left_not_valid = {
    .info =
        {
            .id = "constraint-left-not-valid",
            .title = "a constraint is added NOT VALID and never validated",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Design,
            .why = "A constraint that is NOT VALID holds for new rows alone. Old rows may break "
                   "it, the planner does not use it, and SET NOT NULL does not believe it. An "
                   "update of an old row that breaks it fails.",
            .instead = "Run VALIDATE CONSTRAINT once the old rows are right; it lets reads and "
                       "writes through.",
            .fine = "A later migration validates it, or it is meant for new rows alone.",
            .source = "ALTER TABLE, ADD table_constraint NOT VALID",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
