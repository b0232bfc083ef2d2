#include <algorithm>
#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Columns that the action makes refuse NULL.
std::vector<std::string_view> required_by(const sql::AlterAction& action) {
  if (action.kind == sql::ActionKind::SetNotNull) return {action.name};
  if (action.kind != sql::ActionKind::AddConstraint || !action.constraint) return {};
  const auto& constraint = *action.constraint;
  if (!constraint.enforced) return {};
  switch (constraint.kind) {
    case ConstraintKind::Check:
      return sql::proves_not_null(constraint.expression);
    case ConstraintKind::NotNull:
    case ConstraintKind::PrimaryKey:
      return constraint.columns;
    default:
      return {};
  }
}

bool fills_itself(const catalog::Column& column, const catalog::Catalog& catalog) {
  const auto* type = catalog.type(column.type.name);
  return column.default_value || column.identity != Identity::None ||
         column.generated != Generated::None || (type != nullptr && type->has_default);
}

/// Whether inserts that leave out a column of this batch give it no value.
bool stays_null(const catalog::Catalog& catalog, const QualifiedName& table,
                std::string_view column) {
  const auto* found = catalog.relation(table);
  const auto* known = found == nullptr ? nullptr : found->column(column);
  return known != nullptr && known->created_in_batch && found->triggers.empty() &&
         !fills_itself(*known, catalog);
}

/// What refuses NULL already has said so where it was added.
bool is_required(const lint::Context& context, const QualifiedName& table,
                 std::string_view column) {
  const auto* found = context.before.catalog().relation(table);
  const auto* known = found == nullptr ? nullptr : found->column(column);
  return known != nullptr && known->not_null;
}

/// Whether the same statement adds the column, so that nothing but its text is known of it.
bool is_added_bare(const sql::AlterTable& alter, std::string_view column) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const auto& each) {
    if (each.kind != sql::ActionKind::AddColumn || each.name != column) return false;
    const auto& added = *each.column;
    return !added.not_null && !added.default_value && added.generated == Generated::None;
  });
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    for (const auto required : required_by(alter.actions[i])) {
      const bool null =
          stays_null(context.before.catalog(), table, required) || is_added_bare(alter, required);
      if (!null || !context.live(table) || is_required(context, table, required)) continue;
      const auto filled = [table, column = std::string{required}](const catalog::Replay& then) {
        return !stays_null(then.catalog(), table, column);
      };
      out.add({.span = context.span_of_action(i),
               .message = "new " + lint::column_words(table, required) +
                          " may not be NULL: inserts by running code, which does not know it, fail",
               .unless = lint::Unless{lint::Unless::Until::Deploy, filled}});
    }
  }
}

}  // namespace

extern const lint::Rule constraint_rejects_old_writers = {
    .info =
        {
            .id = "constraint-rejects-old-writers",
            .title = "a column that running code does not know becomes NOT NULL",
            .severity = Severity::Warning,
            .category = lint::Category::Compatibility,
            .why = "The running release does not know a column that this deploy adds, so its "
                   "inserts leave it NULL. A NOT NULL or a check against NULL refuses them from "
                   "that moment on, NOT VALID or not, until the new release runs everywhere.",
            .instead = "Add the column, deploy code that fills it, fill the old rows in batches, "
                       "and add the constraint in a later deploy. Or give the column a default.",
            .fine =
                "The column has a default, is generated or an identity, or a trigger may fill it; "
                "the column is from an earlier deploy, or the whole table is from this one.",
            .source = "ALTER TABLE, SET NOT NULL; ADD table_constraint NOT VALID",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
