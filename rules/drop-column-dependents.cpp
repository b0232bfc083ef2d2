#include <algorithm>
#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// What DROP COLUMN … CASCADE takes along besides indexes and sequences of the table itself.
std::vector<std::string> going_along(const effects::Effects& effects, const lint::Context& context,
                                     const catalog::Relation& table, const std::string& column) {
  std::vector<std::string> out;
  for (const auto& gone : effects.drops) {
    const auto* relation = context.before.catalog().relation(gone);
    const bool view =
        relation != nullptr && (relation->kind == catalog::RelationKind::View ||
                                relation->kind == catalog::RelationKind::MaterializedView);
    if (view) out.push_back("view \"" + gone.plain() + "\"");
  }
  for (const auto& each : table.columns) {
    const bool computed = each.name != column && each.generated != Generated::None &&
                          each.default_value && each.default_value->columns.contains(column);
    if (computed) out.push_back("column \"" + each.name + "\"");
  }
  for (const auto& each : table.objects) {
    const bool statistics = each.kind == catalog::TableObject::Kind::Statistics;
    if (!statistics && each.columns.contains(column)) out.push_back("\"" + each.name.name + "\"");
  }
  for (const auto& each : table.triggers) {
    if (each.columns.contains(column)) out.push_back("trigger \"" + each.name + "\"");
  }
  for (const auto& other : context.before.catalog().referencing(table.name)) {
    if (other == table.name) continue;
    for (const auto& key : context.before.catalog().relation(other)->constraints) {
      const auto& columns = key.referenced_columns;
      const bool counts = key.kind == ConstraintKind::ForeignKey && key.referenced == table.name &&
                          std::find(columns.begin(), columns.end(), column) != columns.end();
      if (counts) out.push_back("foreign key \"" + key.name + "\" of " + lint::table_words(other));
    }
  }
  return out;
}

std::optional<std::string> message_for(const effects::Effects& effects,
                                       const lint::Context& context, const QualifiedName& table,
                                       const sql::AlterAction& action) {
  const auto words = lint::column_words(table, action.name);
  if (!action.cascade) {
    const bool held = effects.fails && effects.fails->sqlstate == "2BP01";
    if (!held) return std::nullopt;
    return "dropping " + words + " fails: " + effects.fails->why;
  }
  const auto* found = context.before.catalog().relation(table);
  if (found == nullptr || !found->known) {
    return "CASCADE also drops every view, policy and key that uses " + words +
           ", if there are any";
  }
  const auto along = going_along(effects, context, *found, std::string{action.name});
  if (along.empty()) return std::nullopt;
  std::string list;
  for (const auto& each : along) list += (list.empty() ? "" : ", ") + each;
  return "CASCADE drops with " + words + " also " + list;
}

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (alter.object != sql::ObjectKind::Table) return;
  const auto table = context.before.resolve(alter.name);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::DropColumn) continue;
    if (!context.live(table, action.name)) continue;
    auto message = message_for(effects, context, table, action);
    if (message) out.add({.span = context.span_of_action(i), .message = std::move(*message)});
  }
}

}  // namespace

extern const lint::Rule drop_column_dependents = {
    .info =
        {
            .id = "drop-column-dependents",
            .title = "what uses a dropped column is in the way, or goes with it",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why = "A view, a policy, a trigger, a generated column or a foreign key that uses the "
                   "column makes DROP COLUMN fail (2BP01). With CASCADE all of it is dropped "
                   "instead, with ACCESS EXCLUSIVE on whatever it belongs to, and PostgreSQL tells "
                   "only in a NOTICE what went.",
            .instead = "Drop what uses the column by name, or make it anew without the column, and "
                       "then drop the column without CASCADE.",
            .fine =
                "Nothing uses the column, or the column or its table was made by the same deploy.",
            .source = "Dependency Tracking; measured on 11 to 18",
            .aliases = "migrationpilot:MP022 migrationpilot:MP052 pgrubic:GN015 "
                       "safe-migrate:destructive-general-cascade",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
