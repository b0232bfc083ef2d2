#include <algorithm>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

lint::Unless unless_replaced(const QualifiedName& table, std::string_view constraint) {
  const auto replaced = [table, name = std::string{constraint}](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    return found == nullptr || found->constraint(name) != nullptr;
  };
  return {lint::Unless::Until::Transaction, replaced};
}

/// A check against NULL beside NOT NULL.
bool is_repeated(const catalog::Relation& table, const catalog::Constraint& constraint) {
  return constraint.kind == ConstraintKind::Check && constraint.columns.size() == 1 &&
         constraint.proves_not_null.size() == 1 && constraint.comparisons.size() == 1 &&
         table.column(constraint.columns.front()) != nullptr &&
         table.column(constraint.columns.front())->not_null;
}

bool is_silent(const catalog::Relation* table, std::string_view name) {
  const auto* constraint = table == nullptr ? nullptr : table->constraint(name);
  if (constraint == nullptr) return false;
  return constraint->created_in_batch || constraint->kind == ConstraintKind::PrimaryKey ||
         is_repeated(*table, *constraint);
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (alter.object != sql::ObjectKind::Table) return;
  const auto table = context.before.resolve(alter.name);
  const auto& actions = alter.actions;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const auto name = actions[i].name;
    if (actions[i].kind != sql::ActionKind::DropConstraint || !context.live(table)) continue;
    const bool replaced = std::any_of(actions.begin(), actions.end(), [&](const auto& each) {
      return each.kind == sql::ActionKind::AddConstraint && each.name == name;
    });
    if (replaced || is_silent(context.before.catalog().relation(table), name)) continue;
    out.add({.span = context.span_of_action(i),
             .message = "constraint \"" + std::string{name} + "\" of " + lint::table_words(table) +
                        " is dropped: rows that it refused are taken from now on",
             .unless = unless_replaced(table, name)});
  }
}

}  // namespace

extern const lint::Rule drop_constraint = {
    .info =
        {
            .id = "drop-constraint",
            .title = "a constraint is dropped",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Policy,
            .why = "From this moment on rows are taken that the constraint refused, and whoever "
                   "relied on it, code, reports, the planner, is not told. To get it back all rows "
                   "have to be read again.",
            .instead =
                "Make sure that nothing relies on it, and keep the statement that brings it back.",
            .fine = "The same statement or transaction adds another of the name, it was added by "
                    "the same deploy as a helper, or it repeats a NOT NULL. That a primary key "
                    "goes is another rule's matter.",
            .source = "ALTER TABLE, DROP CONSTRAINT",
            .aliases = "atlas:CD101 pgfence:drop-constraint pgrubic:CT004",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
