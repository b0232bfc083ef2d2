#include <algorithm>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether the primary key of a CREATE TABLE makes it NOT NULL.
bool is_in_key(const lint::Context& context, std::string_view column) {
  const auto* create = std::get_if<sql::CreateTable>(&context.view);
  return create != nullptr &&
         std::any_of(create->constraints.begin(), create->constraints.end(), [&](const auto& each) {
           const auto& columns = each.columns;
           const bool proves =
               each.kind == ConstraintKind::PrimaryKey || each.kind == ConstraintKind::NotNull;
           return proves && std::find(columns.begin(), columns.end(), column) != columns.end();
         });
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& column : lint::new_columns(context)) {
    const auto* definition = column.definition;
    if (definition == nullptr || definition->not_null) continue;
    if (definition->generated != Generated::None || is_in_key(context, column.name)) continue;
    out.add({.span = column.span,
             .message = lint::column_words(column.table, column.name) + " may be NULL"});
  }
}

}  // namespace

extern const lint::Rule nullable_column = {
    .info =
        {
            .id = "nullable-column",
            .title = "a column that may be NULL",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why =
                "Whoever reads a column that may be NULL has to think of it in every comparison, "
                "sum and NOT IN. Some teams want each such column to be said on purpose.",
            .instead = "Write NOT NULL with a default.",
            .fine = "The column is generated or part of a primary key; a new column of a table "
                    "with rows has to be nullable until it is filled.",
            .source = "Constraints, Not-Null Constraints",
            .aliases = "column-policy bytebase:COLUMN_NO_NULL",
        },
    .check = check,
};

}  // namespace pgstage::rules
