#include <algorithm>
#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The key's columns that may be NULL, or of which nothing is known.
std::vector<std::string> nullable(const lint::Context& context, const QualifiedName& table,
                                  std::string_view index) {
  std::vector<std::string> out;
  const auto* found = context.before.catalog().relation(table);
  const auto* key = found == nullptr ? nullptr : found->index(index);
  if (key == nullptr) return out;
  for (const auto& name : key->columns) {
    const auto* column = found->column(name);
    if (column == nullptr || !column->not_null) out.push_back(name);
  }
  return out;
}

bool is_known(const lint::Context& context, const QualifiedName& table, const std::string& column) {
  const auto* found = context.before.catalog().relation(table);
  return found != nullptr && found->column(column) != nullptr;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& scan : lint::scans_by_action(effects, context, effects::Why::ProveNotNull)) {
    const auto* action = lint::action_of(context, scan.action);
    if (action == nullptr || !action->constraint) continue;
    const auto& key = *action->constraint;
    if (key.kind != ConstraintKind::PrimaryKey || key.using_index.empty()) continue;
    const auto columns = nullable(context, scan.table, key.using_index);
    std::optional<std::string> rewrite;
    if (!columns.empty() && context.version.major >= 12) {
      rewrite = lint::in_order({lint::steps_to_not_null(scan.table, columns, context.version),
                                std::string{context.script.text(context.statement.span())}});
    }
    const bool known = is_known(context, scan.table, scan.object);
    out.add({.span = context.span_of_action(scan.action),
             .message = "the primary key looks for NULLs in all of " +
                        lint::table_words(scan.table) + " while reads and writes are blocked" +
                        (known ? "" : ", if column \"" + scan.object + "\" may be NULL"),
             .rewrite = std::move(rewrite),
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule primary_key_using_index_nullable_scan = {
    .info =
        {
            .id = "primary-key-using-index-nullable-scan",
            .title = "a primary key over an index reads the whole table for NULLs",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "PRIMARY KEY USING INDEX takes the index over at once, but a column that may be "
                   "NULL is made NOT NULL on the way: ACCESS EXCLUSIVE is held while every row is "
                   "looked at. Nobody can read or write the table until it is done.",
            .instead =
                "Make the columns NOT NULL first, by way of a validated check (from PostgreSQL 18 "
                "on a NOT NULL constraint that is NOT VALID and then validated).",
            .fine = "The columns are NOT NULL, or a validated check proves them (from PostgreSQL "
                    "12 on); the table was made by the same deploy.",
            .source = "ALTER TABLE, ADD table_constraint_using_index; measured on 11 to 18",
            .aliases = "atlas:PG304 eugene:W14 pgfence:add-pk-using-index",
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules
