#include <string>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The column, when the check is nothing but `column IS NOT NULL`.
std::string column_of(const sql::ConstraintDefinition& check) {
  if (check.kind != ConstraintKind::Check || !check.enforced) return {};
  const auto comparisons = sql::comparisons(check.expression);
  const bool alone = comparisons.size() == 1 && sql::terms(check.expression).size() == 1;
  return alone && comparisons.front().op == "is not null" ? comparisons.front().column : "";
}

std::optional<std::string> native(const lint::Context& context, const lint::NewConstraint& added,
                                  const std::string& column) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr || alter->actions.size() != 1 || !added.column.empty()) return std::nullopt;
  const auto& check = *added.definition;
  const auto name = check.name.empty() ? lint::name_for(added.table.name + "_" + column, "not_null")
                                       : std::string{check.name};
  const std::string table = "ALTER TABLE " + added.table.sql();
  return lint::in_order(
      {table + " ADD CONSTRAINT " + quote_ident(name) + " NOT NULL " + quote_ident(column) +
           " NOT VALID",
       check.not_valid ? std::string{} : table + " VALIDATE CONSTRAINT " + quote_ident(name)});
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (context.version.major < 18) return;
  for (const auto& added : lint::new_constraints(context)) {
    const auto column = column_of(*added.definition);
    if (column.empty()) continue;
    out.add({.span = added.span,
             .message = "this check of " + lint::column_words(added.table, column) +
                        " says what NOT NULL says",
             .rewrite = native(context, added, column)});
  }
}

}  // namespace

extern const lint::Rule not_null_as_check = {
    .info =
        {
            .id = "not-null-as-check",
            .title = "a check stands in for NOT NULL",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "CHECK (column IS NOT NULL) was the way around the scan of SET NOT NULL. From "
                   "PostgreSQL 18 on a NOT NULL constraint may itself be NOT VALID and validated "
                   "later, and clients and the planner see it for what it is.",
            .instead = "ADD CONSTRAINT … NOT NULL column NOT VALID, and VALIDATE CONSTRAINT.",
            .fine = "The server is older than 18, or the check says more than that.",
            .source = "ALTER TABLE, ADD table_constraint; release notes, 18",
            .aliases = "prefer-native-not-null-not-valid migrationpilot:MP081",
        },
    .check = check,
};

}  // namespace pgstage::rules
