#include <algorithm>
#include <string_view>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool fills_itself(const sql::ColumnDefinition& column) {
  return column.default_value || column.identity != Identity::None ||
         column.generated != Generated::None || lint::is_serial(column.type);
}

bool is_key(const std::vector<lint::NewConstraint>& constraints, std::string_view column) {
  return std::any_of(constraints.begin(), constraints.end(), [&](const auto& each) {
    const auto kind = each.definition->kind;
    if (kind != ConstraintKind::PrimaryKey && kind != ConstraintKind::ForeignKey) return false;
    const auto& columns = each.definition->columns;
    return each.column == column ||
           std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  const auto columns = lint::new_columns(context);
  if (columns.empty()) return;
  const auto constraints = lint::new_constraints(context);
  for (const auto& column : columns) {
    if (column.definition == nullptr || fills_itself(*column.definition)) continue;
    if (is_key(constraints, column.name)) continue;
    out.add({.span = column.span,
             .message = lint::column_words(column.table, column.name) + " has no default"});
  }
}

}  // namespace

extern const lint::Rule column_without_default = {
    .info =
        {
            .id = "column-without-default",
            .title = "a column without a default",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "An INSERT that leaves the column out gets NULL, or fails where that is not "
                   "allowed. Some teams want every column to say what it is when nobody does.",
            .instead = "Give the column a default.",
            .fine = "The column fills itself, or is part of a primary or foreign key.",
            .source = "Default Values",
            .aliases = "column-policy bytebase:COLUMN_REQUIRE_DEFAULT",
        },
    .check = check,
};

}  // namespace pgstage::rules
