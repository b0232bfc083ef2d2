#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using catalog::Type;

/// The length in force; nothing when there is none.
std::optional<int> length_of(const Type& type) {
  if (!type.modifiers.empty()) return type.modifiers.front();
  return std::nullopt;
}

bool shortens(std::optional<int> from, std::optional<int> to) {
  return to && (!from || *from > *to);
}

/// Larger for a type that holds more numbers; 0 for no type of numbers.
int rank_of(const Type& type) {
  constexpr auto kRanks = std::to_array<std::string_view>({"int2", "int4", "int8", "numeric"});
  for (std::size_t i = 0; i < kRanks.size(); ++i) {
    if (lint::is_builtin(type, kRanks[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool numeric_shrinks(const Type& from, const Type& to) {
  if (to.modifiers.empty()) return false;
  if (from.modifiers.empty()) return true;
  const auto scale = [](const Type& type) {
    return type.modifiers.size() > 1 ? type.modifiers[1] : 0;
  };
  return scale(to) < scale(from) || to.modifiers[0] - scale(to) < from.modifiers[0] - scale(from);
}

bool is_text(const Type& type) {
  return lint::is_builtin(type, "text") || lint::is_builtin(type, "varchar") ||
         lint::is_builtin(type, "bpchar");
}

bool narrows(const Type& from, const Type& to) {
  if (from.array || to.array) return false;
  if (is_text(from) && is_text(to)) return shortens(length_of(from), length_of(to));
  if (rank_of(from) != 0 && rank_of(to) != 0) {
    const bool both = lint::is_builtin(from, "numeric") && lint::is_builtin(to, "numeric");
    return both ? numeric_shrinks(from, to) : rank_of(to) < rank_of(from);
  }
  if (lint::is_builtin(from, "float8") && lint::is_builtin(to, "float4")) return true;
  const bool time = lint::is_builtin(from, "timestamp") || lint::is_builtin(from, "timestamptz");
  if (time && lint::is_builtin(to, "date")) return true;
  const bool bits = lint::is_builtin(from, "varbit") && lint::is_builtin(to, "varbit");
  if (bits) return shortens(length_of(from), length_of(to));
  return time && from.name == to.name && length_of(to).value_or(6) < length_of(from).value_or(6);
}

/// Whether a valid check bounds the column from above. Of what it says, that is all that is read.
bool is_bounded(const catalog::Relation& table, const catalog::Column& column) {
  return std::any_of(table.constraints.begin(), table.constraints.end(), [&](const auto& each) {
    const auto& columns = each.columns;
    const bool over = std::find(columns.begin(), columns.end(), column.name) != columns.end();
    if (each.kind != ConstraintKind::Check || !each.validated || !over) return false;
    if (is_text(column.type)) return each.expression.find("length") != std::string::npos;
    return std::any_of(each.comparisons.begin(), each.comparisons.end(),
                       [&](const auto& comparison) {
                         return comparison.column == column.name && comparison.op.starts_with('<');
                       });
  });
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  const auto* found = context.before.catalog().relation(table);
  if (found == nullptr || !context.live(table)) return;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::ChangeType) continue;
    const auto* column = found->column(action.name);
    const auto to = catalog::resolve_type(action.type, context.before.catalog());
    if (column == nullptr || !narrows(column->type, to) || is_bounded(*found, *column)) continue;
    out.add({.span = context.span_of_action(i),
             .message = lint::column_words(table, action.name) + " goes from " +
                        catalog::to_string(column->type) + " to " + catalog::to_string(to) +
                        ": values that do not fit are lost, or make this fail"});
  }
}

}  // namespace

extern const lint::Rule alter_column_type_narrowing = {
    .info =
        {
            .id = "alter-column-type-narrowing",
            .title = "a type change to a smaller type",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why = "Values that do not fit the smaller type make the statement fail (22001, "
                   "22003), after it has read and written much of the table under ACCESS "
                   "EXCLUSIVE. Where the type only rounds or cuts, as numeric does with digits, a "
                   "timestamp with fractions of a second, or any cast that USING asks for, what is "
                   "lost is lost without a word.",
            .instead =
                "Add a check that says what fits, NOT VALID, repair the rows that break it, "
                "validate it, and only then change the type. Or keep the wide type and the check.",
            .fine = "A validated check proves that every value fits, or the table was made by the "
                    "same deploy.",
            .source = "ALTER TABLE, SET DATA TYPE; Value Expressions, Type Casts",
            .aliases = "migrationpilot:MP044 safe-migrate:irreversible-migration",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
