#include <algorithm>
#include <string>
#include <string_view>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_short(const catalog::Type& type) {
  return lint::is_builtin(type, "int4") || lint::is_builtin(type, "int2");
}

/// Whether a foreign key, or a unique key of this column alone, comes with it.
bool is_key(const lint::NewConstraint& added, std::string_view column) {
  const auto kind = added.definition->kind;
  if (kind != ConstraintKind::ForeignKey && kind != ConstraintKind::Unique) return false;
  if (!added.column.empty()) return added.column == column;
  const auto& columns = added.definition->columns;
  const bool over = std::find(columns.begin(), columns.end(), column) != columns.end();
  return over && (kind == ConstraintKind::ForeignKey || columns.size() == 1);
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  const auto columns = lint::new_columns(context);
  if (columns.empty()) return;
  const auto constraints = lint::new_constraints(context);
  for (const auto& column : columns) {
    if (!is_short(column.type) || column.definition == nullptr) continue;
    const bool key = std::any_of(constraints.begin(), constraints.end(),
                                 [&](const auto& each) { return is_key(each, column.name); });
    if (!key) continue;
    out.add({.span = column.span,
             .message = "key " + lint::column_words(column.table, column.name) + " is " +
                        catalog::to_string(column.type) + ", which runs out of numbers"});
  }
}

}  // namespace

extern const lint::Rule short_foreign_key = {
    .info =
        {
            .id = "short-foreign-key",
            .title = "a foreign or unique key smaller than bigint",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "What counts or refers to rows grows with them. An integer that does so runs "
                   "out at 2,147,483,647, and making it wider rewrites its table.",
            .instead = "Use bigint.",
            .fine = "The column is no key: it counts something small, or is a code.",
            .source = "Numeric Types; measured on 11 to 18",
            .aliases = "prefer-bigint migrationpilot:MP038 pgfence:prefer-bigint-over-int "
                       "pgrubic:TP009 pgrubic:TP010 postgres-language-server:preferBigInt "
                       "postgres-language-server:preferBigintOverInt "
                       "postgres-language-server:preferBigintOverSmallint "
                       "squawk:prefer-bigint-over-int squawk:prefer-bigint-over-smallint",
        },
    .check = check,
};

}  // namespace pgstage::rules
