#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_short(const catalog::Type& type) {
  return !type.array && (lint::is_builtin(type, "int4") || lint::is_builtin(type, "int2"));
}

/// The type of a column that the statement makes or that is there; nothing when nobody knows.
std::optional<catalog::Type> type_of(const lint::Context& context, const QualifiedName& table,
                                     std::string_view column) {
  for (const auto& made : lint::new_columns(context)) {
    if (made.name == column) return made.type;
  }
  const auto* found = context.before.catalog().relation(table);
  const auto* known = found == nullptr ? nullptr : found->column(column);
  return known == nullptr ? std::nullopt : std::optional{known->type};
}

/// The only column of a primary key; empty when there are more.
std::string_view only_column(const lint::NewConstraint& added) {
  if (!added.column.empty()) return added.column;
  const auto& columns = added.definition->columns;
  return columns.size() == 1 ? columns.front() : std::string_view{};
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& added : lint::new_constraints(context)) {
    if (added.definition->kind != ConstraintKind::PrimaryKey) continue;
    const auto column = only_column(added);
    const auto type = column.empty() ? std::nullopt : type_of(context, added.table, column);
    if (!type || !is_short(*type)) continue;
    out.add({.span = added.span,
             .message = "primary key " + lint::column_words(added.table, column) + " is " +
                        catalog::to_string(*type) + ", which runs out of numbers"});
  }
}

}  // namespace

extern const lint::Rule short_primary_key = {
    .info =
        {
            .id = "short-primary-key",
            .title = "a primary key smaller than bigint",
            .severity = Severity::Warning,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "integer ends at 2,147,483,647, smallint at 32,767, and sequences use numbers "
                   "up even where nothing is inserted. Then every INSERT fails, and making the key "
                   "wider rewrites the table and whatever refers to it.",
            .instead = "Use bigint, or uuid.",
            .fine = "The table lists a few things that people enter by hand.",
            .source = "Numeric Types",
            .aliases = "bytebase:INDEX_PRIMARY_KEY_TYPE_ALLOWLIST diesel-guard:ShortIntPrimaryKey "
                       "migrationpilot:MP038 migrationpilot:MP068 "
                       "online_migrations:short_primary_key_type",
        },
    .check = check,
};

}  // namespace pgstage::rules
